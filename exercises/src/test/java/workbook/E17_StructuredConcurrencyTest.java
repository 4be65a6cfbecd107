package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.Rendezvous;

@Proof
class E17_StructuredConcurrencyTest {

    private enum Block {
        ALL("all()") {
            @Override Object run(List<Callable<String>> tasks) throws Exception { return E17_StructuredConcurrency.all(tasks); }
        },
        FIRST("first()") {
            @Override Object run(List<Callable<String>> tasks) throws Exception { return E17_StructuredConcurrency.first(tasks); }
        };

        final String method;

        Block(String method) { this.method = method; }

        abstract Object run(List<Callable<String>> tasks) throws Exception;

        Call<Object> call(List<Callable<String>> tasks) { return Call.of(method, () -> run(tasks)); }
    }

    @AutoClose private final Patient left = new Patient(), right = new Patient();

    @ParameterizedTest @Order(1)
    @EnumSource(Block.class)
    void noThreadIsLeft(Block block) throws Exception {
        var threads = Census.take();
        block.call(List.of(() -> "one", () -> "two", () -> "three")).returns("no task waits");
        threads.assertNobodyLeft(block.method + " has returned");
    }

    @ParameterizedTest @Order(2)
    @EnumSource(Block.class)
    void allTasksAreUnderWayAtOnce(Block block) throws Exception {
        try (var desk = Rendezvous.of(100, "tasks")) {
            var call = block.call(IntStream.range(0, 100).mapToObj(number -> (Callable<String>) () -> {
                desk.meet();
                return "" + number;
            }).toList());
            Patience.until(3 * Patience.LONG, call::isOver);
            desk.assertMet("each has a thread of its own");
            call.returns("no task waits for anything but the others");
        }
    }

    @Test @Order(3)
    void answersInTheOrderOfTheTasks() throws Exception {
        var second = new CountDownLatch(1);
        var answers = Block.ALL.call(List.of(() -> {
            second.await();
            return "one";
        }, () -> {
            second.countDown();
            return null;
        }, () -> "three")).returns("all tasks have an answer");
        assertThat(answers).withFailMessage("the tasks answered one, null and three, and all() gave %s", answers).isEqualTo(Arrays.asList("one", null, "three"));
    }

    static List<Throwable> failures() { return List.of(new IllegalStateException("out of flour"), new Exception("closed"), new AssertionError("no such bread"), new ExecutionException("not at home", new IllegalStateException("asleep"))); }

    @ParameterizedTest @Order(4)
    @MethodSource("failures")
    void aFailureInterruptsTheOthers(Throwable failure) throws Exception {
        var all = Block.ALL.call(List.of(left, () -> { throw thrown(failure, left, right); }, right));
        assertInterrupted("a task has failed");
        assertThrows(all, failure, "a task threw %s, and all()".formatted(failure));
    }

    @ParameterizedTest @Order(5)
    @ValueSource(booleans = {false, true})
    void allEndsWithTheLastOfItsTasks(boolean interrupted) throws Exception {
        left.lingers = true;
        var all = Block.ALL.call(List.of(left, () -> { throw thrown(new IllegalStateException("out of flour"), left); }));
        assertEndsWithItsTasks(Block.ALL, all, interrupted);
    }

    @Test @Order(6)
    void theFirstAnswerInterruptsTheOthers() throws Exception {
        var first = Block.FIRST.call(List.of(left, () -> {
            left.begun.await();
            right.begun.await();
            return "two";
        }, right));
        assertInterrupted("a task has answered");
        var answer = first.returns("a task has answered, and the others have ended");
        assertThat(answer).withFailMessage("a task answered two, and first() gave " + answer).isEqualTo("two");
    }

    @ParameterizedTest @Order(7)
    @ValueSource(booleans = {false, true})
    void firstEndsWithTheLastOfItsTasks(boolean interrupted) throws Exception {
        left.lingers = true;
        assertEndsWithItsTasks(Block.FIRST, Block.FIRST.call(List.of(left, () -> {
            left.begun.await();
            return "two";
        })), interrupted);
    }

    @Test @Order(8)
    void aFailureIsNoAnswer() throws Exception {
        var failed = new CountDownLatch(1);
        var first = Block.FIRST.call(List.of(() -> {
            failed.countDown();
            throw new IllegalStateException("out of flour");
        }, () -> {
            failed.await();
            left.await();
            return "two";
        }));
        if (Patience.until(Patience.SHORT, first::isOver)) throw new AssertionError("a task failed at once, and first() threw %s: another one would have answered".formatted(catchThrowable(() -> first.returns("it is over"))));
        left.close();
        assertThat(first.returns("a task has failed, and another one has answered")).isEqualTo("two");
    }

    @Test @Order(9)
    void nullIsAnAnswer() throws Exception {
        var first = Block.FIRST.call(List.of(() -> null));
        var thrown = catchThrowable(() -> assertThat(first.returns("the only task has answered")).isNull());
        assertThat(thrown).withFailMessage("null is an answer like any other, and first() threw %s", thrown).isNull();
    }

    @Test @Order(10)
    void whenAllHaveFailedFirstThrowsOneOfTheirFailures() throws Exception {
        var failures = failures();
        var first = Block.FIRST.call(failures.stream().map(failure -> (Callable<String>) () -> { throw thrown(failure); }).toList());
        var thrown = catchThrowable(() -> first.returns("all tasks have failed"));
        assertThat(failures).withFailMessage("all tasks have failed, and first() threw %s in place of what one of them threw", thrown).anyMatch(failure -> failure == thrown);
    }

    @ParameterizedTest @Order(11)
    @EnumSource(Block.class)
    void theCallerIsInterrupted(Block block) throws Exception {
        var call = block.call(List.of(left, right));
        for (var patient : List.of(left, right)) assertThat(Patience.until(Patience.LONG, () -> patient.begun.getCount() == 0)).as("a task has begun").isTrue();
        assertThat(call.fallsAsleep()).withFailMessage("%s does not wait for its tasks", block.method).isTrue();
        call.interrupt();
        for (var patient : List.of(left, right))
            assertThat(patient.isInterrupted()).withFailMessage("%s waits, its caller was interrupted, and its tasks were not: nobody can end them any more", block.method).isTrue();
        var thrown = catchThrowable(() -> call.returns("its caller was interrupted, and its tasks have ended"));
        assertThat(thrown).withFailMessage("the caller of %s was interrupted, and it threw %s", block.method, thrown).isInstanceOf(InterruptedException.class);
    }

    private void assertInterrupted(String because) throws InterruptedException {
        for (var patient : List.of(left, right)) assertThat(patient.isInterrupted()).withFailMessage("%s, and the others were never interrupted: they are at work for nobody", because).isTrue();
    }

    /** One of its tasks was interrupted, and takes its time. */
    private void assertEndsWithItsTasks(Block block, Call<Object> call, boolean interrupted) throws Exception {
        assertThat(left.isInterrupted()).withFailMessage("the outcome is sure, and the other task was never interrupted: it is at work for nobody").isTrue();
        if (interrupted) call.interrupt();
        assertThat(Patience.until(Patience.SHORT, call::isOver)).withFailMessage("%s%s ended when one of its tasks had not ended: that one is at work, and nobody knows",
                interrupted ? "its caller was interrupted, and " : "", block.method).isFalse();
        left.close();
        Patience.until(Patience.LONG, call::isOver);
        assertThat(call.isOver()).withFailMessage("all tasks have ended, and %s has not", block.method).isTrue();
    }

    private static void assertThrows(Call<Object> call, Throwable failure, String what) {
        var thrown = catchThrowable(() -> call.returns("all tasks have ended"));
        assertThat(thrown).withFailMessage("%s threw %s", what, thrown).isSameAs(failure);
    }

    /** Waits until the others have begun. */
    private static Exception thrown(Throwable failure, Patient... others) throws InterruptedException {
        for (var other : others) other.begun.await();
        return Raised.of(failure);
    }

    /** A task that answers when the test is over, unless somebody interrupts it; one that lingers only then ends. */
    private static final class Patient implements Callable<String>, AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1), interrupted = new CountDownLatch(1), over = new CountDownLatch(1);
        private volatile boolean lingers;

        @Override public String call() throws InterruptedException {
            begun.countDown();
            try {
                await();
                return "late";
            } catch (InterruptedException e) {
                interrupted.countDown();
                while (lingers && over.getCount() > 0) LockSupport.parkNanos(1_000_000);
                throw e;
            }
        }

        void await() throws InterruptedException { over.await(); }

        boolean isInterrupted() throws InterruptedException { return Patience.until(Patience.LONG, () -> interrupted.getCount() == 0); }

        @Override public void close() { over.countDown(); }
    }
}
