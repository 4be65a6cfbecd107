package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** The test is the executor: what is handed to it waits until the test runs it. */
@Proof
class E25_BulkheadTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final E25_Bulkhead bulkhead = new E25_Bulkhead(3, tasks::add);

    @Test @Order(1)
    void whoFindsNoPermitIsRefusedAtOnce() throws Exception {
        for (int call = 1; call <= 3; call++) submit(() -> "answer");
        assertThat(tasks).withFailMessage("3 calls were accepted, and %d of them were handed to the executor: the others ran on the thread of the caller", tasks.size()).hasSize(3);
        assertRefused("there are 3 permits, and 3 calls are in flight");
        assertFree(0, "3 calls are in flight");
        long waits = Long.MAX_VALUE;                            // the least of three: the JVM may have to wait for a class
        for (int guest = 0; guest < 3; guest++) waits = Math.min(waits, assertRefused("there are 3 permits, and 3 calls are in flight"));
        if (waits > 0) throw new AssertionError("there are 3 permits, 3 calls are in flight, and a fourth waited for a while before it was refused");
    }

    @Test @Order(2)
    void anAnswerBringsThePermitBack() throws Exception {
        var ran = submit(Thread::currentThread);
        assertFree(2, "one call waits for a thread");
        run();
        assertThat(ran.get()).withFailMessage("a task was handed to the executor, which ran it, and the call went to another thread").isSameAs(Thread.currentThread());
        assertFree(3, "the only call has its answer");
    }

    @ParameterizedTest @Order(3)
    @ValueSource(classes = {IOException.class, IllegalStateException.class, StackOverflowError.class})
    void aFailureBringsThePermitBack(Class<? extends Throwable> type) throws Exception {
        var failure = type.getConstructor().newInstance();
        var answer = submit(() -> {
            throw Raised.of(failure);
        });
        run();
        try {
            throw new AssertionError("a call threw %s, and its future gives %s: it should fail".formatted(failure, answer.get()));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).withFailMessage("a call threw %s, and the cause of its future's failure is %s", failure, e.getCause()).isSameAs(failure);
        }
        assertFree(3, "a call failed with %s, the only one".formatted(failure));
    }

    @ParameterizedTest @Order(4)
    @ValueSource(classes = {RejectedExecutionException.class, IllegalStateException.class, OutOfMemoryError.class})
    void anExecutorThatRefuses(Class<? extends Throwable> type) throws Exception {
        var failure = type.getConstructor(String.class).newInstance("no more threads");
        var bulkhead = new E25_Bulkhead(3, _ -> { throw (RuntimeException) Raised.of(failure); });
        var thrown = catchThrowable(() -> submit(bulkhead, () -> "answer"));
        assertThat(thrown).withFailMessage("the executor threw %s, and submit() threw %s", failure, thrown == null ? "nothing" : thrown).isSameAs(failure);
        assertFree(bulkhead, 3, "the executor threw %s, and took no call".formatted(failure));
    }

    @Test @Order(5)
    void anExecutorThatTakesItsTime() throws Exception {
        var slow = new CompletableFuture<Void>();
        var begun = new CountDownLatch(1);
        var bulkhead = new E25_Bulkhead(1, _ -> {
            begun.countDown();
            slow.join();
        });
        try (AutoCloseable _ = () -> slow.complete(null)) {
            var first = Call.of("submit()", () -> bulkhead.submit(() -> "answer"));
            await(begun, "a call was accepted, and was not handed to the executor");
            try {
                submit(bulkhead, () -> "answer");
                throw new AssertionError("there is 1 permit, the executor is slow to take the call that has it, and another one was accepted");
            } catch (RejectedExecutionException expected) {
                // at once, though another caller is still on its way
            }
            slow.complete(null);
            first.returns("the executor has taken the call");
        }
    }

    @Test @Order(6)
    void aRefusalTakesAndGivesNothing() throws Exception {
        for (int call = 1; call <= 3; call++) submit(() -> "answer");
        for (int guest = 1; guest <= 2; guest++) assertRefused("there are 3 permits, and 3 calls are in flight");
        for (int call = 1; call <= 3; call++) run();
        assertFree(3, "3 calls were accepted and have ended, 2 were refused");
    }

    @Test @Order(7)
    void aCallThatIsCancelledBeforeItBegins() throws Exception {
        var begun = new AtomicBoolean();
        var answer = submit(() -> {
            begun.set(true);
            return "answer";
        });
        for (int times = 1; times <= 2; times++) answer.cancel(true);
        run();
        if (begun.get()) throw new AssertionError("a call was cancelled before it began, and was run all the same");
        assertThat(answer.isCancelled()).as("whether a future that was cancelled says so").isTrue();
        assertFree(3, "the only call was cancelled before it began, and its turn has come");
    }

    @ParameterizedTest @Order(8)
    @ValueSource(booleans = {true, false})
    void aCallThatIsCancelledWhileItRuns(boolean interrupt) throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var answer = submit(() -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                end.await();                                    // the connection takes its time
            }
            return "answer";
        });
        try (AutoCloseable _ = end::countDown) {
            var running = Call.of("the call", () -> { run(); return null; });
            await(begun, "the call was handed to a thread, and has not begun");
            for (int times = 1; times <= 2; times++) answer.cancel(interrupt);
            if (interrupt) await(interrupted, "cancel(true) was called, and the call that runs was not interrupted");
            assertFree(2, "a call was cancelled, and still runs");
            end.countDown();
            running.returns("it may end");
        }
        assertFree(3, "the only call was cancelled, and has ended");
    }

    @Test @Order(9)
    void aCancelThatComesTooLate() throws Exception {
        var answer = submit(() -> "answer");
        run();
        answer.cancel(true);
        assertFree(3, "the only call had ended before it was cancelled");
    }

    @Test @Order(10)
    void oneOfTwoGetsTheLastPermit() { Explore.scenario(TheLastPermit.class).allowRefused().run(); }

    static class TheLastPermit {
        private final E25_Bulkhead bulkhead = new E25_Bulkhead(1, _ -> {});
        private boolean ann, bob;
        private int seen;

        @Actor void ann() { ann = isAccepted(bulkhead); }

        @Actor void bob() { bob = isAccepted(bulkhead); }

        @Actor void guest() { seen = bulkhead.free(); }

        @Check void oneIsRefused() {
            if (seen < 0 || seen > 1) throw new AssertionError("there is 1 permit, and a guest saw that %d are free".formatted(seen));
            if (ann && bob) throw new AssertionError("there is 1 permit, ann and bob submitted a call each, and both were accepted");
            if (!ann && !bob) throw new AssertionError("there is 1 permit, ann and bob submitted a call each, and both were refused");
        }
    }

    @Test @Order(11)
    void aPermitThatComesBackMeanwhile() { Explore.scenario(OneEndsAnotherBegins.class).allowRefused().run(); }

    static class OneEndsAnotherBegins {
        private final AtomicReference<Runnable> first = new AtomicReference<>();
        private final E25_Bulkhead bulkhead = new E25_Bulkhead(2, task -> first.compareAndSet(null, task));
        private final boolean accepted = isAccepted(bulkhead);
        private boolean bob;

        @Actor void ann() { first.get().run(); }

        @Actor void bob() { bob = isAccepted(bulkhead); }

        @Check void nothingIsLost() {
            if (!accepted || !bob) throw new AssertionError("there are 2 permits, and one of 2 calls was refused");
            if (bulkhead.free() != 1) throw new AssertionError("%d permits are free, and there were 2: ann's call has ended, bob's waits for a thread".formatted(bulkhead.free()));
        }
    }

    @Test @Order(12)
    void aCancelThatMeetsTheBegin() { Explore.scenario(CancelAndBegin.class).allowRefused().run(); }

    static class CancelAndBegin {
        private final AtomicReference<Runnable> handed = new AtomicReference<>();
        private final E25_Bulkhead bulkhead = new E25_Bulkhead(1, handed::set);
        private final Future<String> answer = bulkhead.submit(() -> "answer");

        @Actor void thread() { handed.get().run(); }

        @Actor void guest() { answer.cancel(false); }

        @Check void thePermitIsBackOnce() {
            if (bulkhead.free() != 1) throw new AssertionError("%d permits are free, and there was 1: the only call was cancelled just as it began".formatted(bulkhead.free()));
        }
    }

    private static boolean isAccepted(E25_Bulkhead bulkhead) {
        try {
            bulkhead.submit(() -> "answer");
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private <T> Future<T> submit(Callable<T> call) throws Exception { return submit(bulkhead, call); }

    private static <T> Future<T> submit(E25_Bulkhead bulkhead, Callable<T> call) throws Exception {
        return Call.of("submit()", () -> bulkhead.submit(call)).returns("whether there is a permit or not, nobody waits here");
    }

    /** Does what a thread of the executor does: runs the task that has waited for the longest. */
    private void run() {
        assertThat(tasks).withFailMessage("a call was accepted, and nothing was handed to the executor: it ran on the thread of the caller").isNotEmpty();
        tasks.removeFirst().run();
    }

    /** Gives how often the caller waited or slept until it was refused. */
    private long assertRefused(String because) throws Exception {
        return Call.of("submit()", () -> {
            long before = waited();
            if (isAccepted(bulkhead)) throw new AssertionError("a fourth call was accepted: " + because);
            return waited() - before;
        }).returns("whether there is a permit or not, nobody waits here");
    }

    private static long waited() { return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().threadId()).getWaitedCount(); }

    private void assertFree(int expected, String because) throws Exception { assertFree(bulkhead, expected, because); }

    private static void assertFree(E25_Bulkhead bulkhead, int expected, String because) {
        int free = bulkhead.free();
        if (free != expected) throw new AssertionError("%d permits are free, and %d of 3 should be: %s".formatted(free, expected, because));
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!Patience.until(Patience.LONG, () -> latch.getCount() == 0)) throw new AssertionError(otherwise);
    }
}
