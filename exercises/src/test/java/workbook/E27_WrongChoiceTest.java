package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static workbook.E27_WrongChoice.Kind.BOOKS;
import static workbook.E27_WrongChoice.Kind.COMPUTES;
import static workbook.E27_WrongChoice.Kind.QUERIES;
import static workbook.E27_WrongChoice.Kind.WAITS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E27_WrongChoice.Kind;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Outcome;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E27_WrongChoiceTest {
    private static final int CORES = 4, CONNECTIONS = 3, UPLOADS = 2;
    private static final int MANY = 20_000;         // more than the bound that a queue is given

    /** So many of a kind run at once. */
    private static int atOnce(Kind kind) {
        return switch (kind) {
            case COMPUTES -> CORES;
            case WAITS -> 200;
            case QUERIES -> CONNECTIONS;
            case BOOKS -> 1;
            case UPLOADS -> UPLOADS;
        };
    }

    /** Why not fewer, and why not more. */
    private static String[] because(Kind kind) {
        return switch (kind) {
            case COMPUTES -> new String[] {"there is work, and cores stand idle", "more than there are cores only take the cores from each other"};
            case WAITS -> new String[] {"a task that only waits needs no place, and these queue for one"};
            case QUERIES -> new String[] {"connections are idle", "the database has so many connections, and refuses the next"};
            case BOOKS -> new String[] {"nobody has the books", "two at a time spoil the books"};
            case UPLOADS -> new String[] {"there is room", "each holds memory, and there is room for so many"};
        };
    }

    @ParameterizedTest @Order(1)
    @EnumSource
    void eachKindRunsAsItSuits(Kind kind) throws Exception {
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher)) {
            assertRuns(kind, atOnce(kind), dispatcher, "");
        }
    }

    @ParameterizedTest @Order(2)
    @ValueSource(ints = {1, 3})
    void whateverTheLimitsAre(int limit) throws Exception {
        for (var kind : Kind.values())
            if (kind != WAITS) {
                var dispatcher = new E27_WrongChoice(kind == COMPUTES ? limit : 4, kind == QUERIES ? limit : 4, kind == Kind.UPLOADS ? limit : 4);
                try (AutoCloseable _ = closing(dispatcher)) {
                    assertRuns(kind, kind == BOOKS ? 1 : limit, dispatcher, "");
                }
            }
    }

    @ParameterizedTest @Order(3)
    @EnumSource
    void noKindKeepsAnotherWaiting(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = gate::countDown; var room = Rendezvous.of(atOnce(kind), kind + " tasks")) {
            var meanwhile = "tasks of all other kinds run, and 300 of each that has a limit wait for their turn";
            for (var other : Kind.values()) if (other != kind) fill(other, other == WAITS ? 0 : 300, gate, dispatcher, " (meanwhile %s)".formatted(meanwhile));
            assertAllEnd(submit(atOnce(kind), kind, dispatcher, room::meet), kind, meanwhile);
            room.assertMet(meanwhile);
        }
    }

    @Test @Order(4)
    void notEvenWhenAllCoresCompute() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var enough = new AtomicBoolean();
        var dispatcher = new E27_WrongChoice(cores, CONNECTIONS, UPLOADS);
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = () -> enough.set(true)) {
            var begun = new CountDownLatch(cores);
            submit(cores, COMPUTES, dispatcher, () -> { begun.countDown(); while (!enough.get()) Thread.onSpinWait(); });
            if (!Patience.until(Patience.LONG, () -> begun.getCount() == 0))
                throw new AssertionError("%d of %d COMPUTES tasks run: %s".formatted(cores - begun.getCount(), cores, because(COMPUTES)[0]));
            for (var other : Kind.values())
                if (other != COMPUTES) Outcome.of(dispatcher.submit(other, () -> "done"), "a task that " + other,
                        "%d tasks compute, one for each core of this machine, and it should not need their threads".formatted(cores));
        }
    }

    @ParameterizedTest @Order(5)
    @ValueSource(classes = {IOException.class, InterruptedException.class, IllegalStateException.class, StackOverflowError.class})
    void aFailureIsTheTasksOwn(Class<? extends Throwable> type) throws Exception {
        var failure = type.getConstructor().newInstance();
        for (var kind : Kind.values()) {
            var dispatcher = dispatcher();
            try (AutoCloseable _ = closing(dispatcher)) {
                var failed = submit(atOnce(kind), kind, dispatcher, () -> { throw Raised.of(failure); });
                assertAllEnd(failed, kind, "it threw " + failure);
                for (var future : failed) {
                    var causes = new ArrayList<Throwable>();        // a fork/join pool puts one of its own before it
                    try {
                        future.get();
                    } catch (ExecutionException e) {
                        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) causes.add(cause);
                    }
                    assertThat(causes).withFailMessage("a task that %s threw %s, and the cause of its future's failure is %s", kind, failure, causes.isEmpty() ? null : causes.getFirst()).contains(failure);
                }
                assertRuns(kind, atOnce(kind), dispatcher, " (as many before them threw %s)".formatted(failure));
            }
        }
    }

    @ParameterizedTest @Order(6)
    @EnumSource(mode = Mode.EXCLUDE, names = "WAITS")
    void whoIsCancelledBeforeHisTurnTakesAndGivesNothing(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = gate::countDown) {
            var begun = new AtomicInteger();
            var running = fill(kind, 0, gate, dispatcher, "");
            var waiting = submit(30, kind, dispatcher, begun::incrementAndGet);
            Patience.until(Patience.SHORT, () -> begun.get() > 0);      // so that they wait, and are not just about to
            for (var future : waiting) future.cancel(true);
            gate.countDown();
            assertAllEnd(running, kind, "it may end");
            assertRuns(kind, atOnce(kind), dispatcher, " (30 before them were cancelled before their turn)");
            assertThat(begun).withFailMessage("%s of 30 tasks were cancelled before their turn, and ran all the same: %s", begun, kind).hasValue(0);
        }
    }

    @ParameterizedTest @Order(7)
    @EnumSource(mode = Mode.EXCLUDE, names = "WAITS")
    void whoIsCancelledWhileHeRunsKeepsHisPlace(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = gate::countDown) {
            var begun = new AtomicBoolean();
            fill(kind, 0, gate, dispatcher, "").getFirst().cancel(false);
            var next = submit(1, kind, dispatcher, () -> begun.set(true));
            assertThat(Patience.until(Patience.SHORT, begun::get)).withFailMessage(
                    "a task that %s was cancelled, still runs, and another one got its place", kind).isFalse();
            gate.countDown();
            assertAllEnd(next, kind, "those before it have ended");
            assertRuns(kind, atOnce(kind), dispatcher, " (one before them was cancelled while it ran)");
        }
    }

    @ParameterizedTest @Order(8)
    @EnumSource
    void whoIsCancelledWhileHeRunsInterruptsNobodyElse(Kind kind) throws Exception {
        var gate = new Semaphore(0);
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = () -> gate.release(atOnce(kind))) {
            var begun = new CountDownLatch(atOnce(kind));
            var running = submit(atOnce(kind), kind, dispatcher, () -> { begun.countDown(); gate.acquireUninterruptibly(); });   // ends with the interrupt still set
            assertAllBegin(kind, begun, "");
            var interrupted = new AtomicInteger();
            var next = submit(atOnce(kind), kind, dispatcher, () -> { if (Thread.interrupted()) interrupted.incrementAndGet(); });
            for (var future : running) future.cancel(true);         // all of them, so that whichever thread goes on was interrupted
            gate.release(atOnce(kind));
            assertAllEnd(next, kind, "those before it were cancelled by cancel(true), and have ended");
            assertThat(interrupted).withFailMessage("a task that %s began interrupted, and nobody had cancelled it: that was the task before it on its thread", kind).hasValue(0);
        }
    }

    @ParameterizedTest @Order(9)
    @EnumSource(mode = Mode.EXCLUDE, names = "WAITS")
    void howeverManyWaitForTheirTurn(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        var dispatcher = dispatcher();
        try (AutoCloseable _ = closing(dispatcher); AutoCloseable _ = gate::countDown) {
            fill(kind, 0, gate, dispatcher, "");
            var waiting = submit(MANY, kind, dispatcher, gate::await);
            gate.countDown();
            assertAllEnd(waiting, kind, "%,d of its kind waited for their turn, and those before it have ended".formatted(MANY));
        }
    }

    @ParameterizedTest @Order(10)
    @EnumSource
    void closeLetsAllEnd(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        try (AutoCloseable _ = gate::countDown) {
            var threads = Census.take();
            var ended = new AtomicInteger();
            var dispatcher = dispatcher();
            for (var other : Kind.values()) assertAllEnd(submit(1, other, dispatcher, () -> { }), other, "it was submitted");
            var begun = new CountDownLatch(atOnce(kind));
            var running = submit(atOnce(kind), kind, dispatcher, () -> { begun.countDown(); gate.await(); ended.incrementAndGet(); });
            assertAllBegin(kind, begun, "");
            submit(2, kind, dispatcher, () -> { gate.await(); ended.incrementAndGet(); });
            running.getFirst().cancel(false);           // its future is done, and it still runs
            var close = Call.of("close()", () -> { dispatcher.close(); return null; });
            boolean early = Patience.until(Patience.SHORT, close::isOver);
            if (early) close.returns("tasks that %s have been submitted".formatted(kind));
            assertThat(early).withFailMessage("close() returned when %s of %d submitted tasks had ended: %s", ended, atOnce(kind) + 2, kind).isFalse();
            gate.countDown();
            close.returns("all tasks may end");
            assertThat(ended).withFailMessage("close() returned when %s of %d submitted tasks had ended by themselves: %s", ended, atOnce(kind) + 2, kind).hasValue(atOnce(kind) + 2);
            threads.assertNobodyLeft("close() has returned");
        }
    }

    @Test @Order(11)
    void oneComesAsAnotherEnds() {
        Explore.scenario(TwoQueries.class).allowRefused().allowIdle().run();
        Explore.scenario(TwoForTheBooks.class).allowRefused().allowIdle().run();
    }

    @ParameterizedTest @Order(12)
    @ValueSource(classes = {CloseWhileOneComputes.class, CloseWhileOneWaits.class, CloseWhileOneQueries.class, CloseWhileOneHasTheBooks.class, CloseWhileOneUploads.class})
    void closeWaitsHoweverLongItTakes(Class<? extends CloseWhileOneRuns> scenario) {
        Explore.scenario(scenario).allowRefused().allowIdle().run();        // where any wait with a limit times out
    }

    abstract static class CloseWhileOneRuns {
        private final E27_WrongChoice dispatcher = new E27_WrongChoice(1, 1, 1);
        private final AtomicBoolean ended = new AtomicBoolean();

        @Actor void ann() {
            dispatcher.submit(kind(), () -> { ended.set(true); return "done"; });
            dispatcher.close();
            if (!ended.get()) throw new AssertionError("close() has given up: it returned before a task that %s had ended, which may take longer than any limit".formatted(kind()));
        }

        abstract Kind kind();
    }

    static class CloseWhileOneComputes extends CloseWhileOneRuns {
        @Override Kind kind() { return COMPUTES; }
    }

    static class CloseWhileOneWaits extends CloseWhileOneRuns {
        @Override Kind kind() { return WAITS; }
    }

    static class CloseWhileOneQueries extends CloseWhileOneRuns {
        @Override Kind kind() { return QUERIES; }
    }

    static class CloseWhileOneHasTheBooks extends CloseWhileOneRuns {
        @Override Kind kind() { return BOOKS; }
    }

    static class CloseWhileOneUploads extends CloseWhileOneRuns {
        @Override Kind kind() { return Kind.UPLOADS; }
    }

    static class TwoQueries {
        private final E27_WrongChoice dispatcher = new E27_WrongChoice(1, 1, 1);
        private final AtomicInteger running = new AtomicInteger(), most = new AtomicInteger();

        @Actor void ann() throws Exception { waitForATask(); }

        @Actor void bob() throws Exception { waitForATask(); }

        @Check void oneAtATime() {
            if (most.get() > 1) throw new AssertionError("two %s tasks ran at once, and there is one place".formatted(kind()));
        }

        Kind kind() { return QUERIES; }

        private void waitForATask() throws InterruptedException {
            var ended = new CountDownLatch(1);
            dispatcher.submit(kind(), () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                running.decrementAndGet();
                ended.countDown();
                return "done";
            });
            ended.await();
        }
    }

    static class TwoForTheBooks extends TwoQueries {
        @Override Kind kind() { return BOOKS; }
    }

    private static E27_WrongChoice dispatcher() { return new E27_WrongChoice(CORES, CONNECTIONS, UPLOADS); }

    /** Closes it at the end, but does not wait for ever if it cannot be closed. */
    private static AutoCloseable closing(E27_WrongChoice dispatcher) {
        return () -> Call.of("close()", () -> { dispatcher.close(); return null; }).returns("all tasks may end");
    }

    /** So many run at once, and, if there is a limit, never more. */
    private static void assertRuns(Kind kind, int atOnce, E27_WrongChoice dispatcher, String after) throws Exception {
        if (kind == WAITS) {
            try (var room = Rendezvous.of(atOnce, kind + " tasks")) {
                assertAllEnd(submit(atOnce + 4, kind, dispatcher, room::meet), kind, "it was submitted" + after);
                room.assertMet(because(kind)[0] + after);
            }
            return;
        }
        var gate = new CountDownLatch(1);
        var inFlight = new AtomicInteger();
        Work work = () -> { inFlight.incrementAndGet(); gate.await(); };
        try (AutoCloseable _ = gate::countDown) {
            var futures = new ArrayList<Future<String>>();
            for (int begun = 0; begun < atOnce; begun++) {      // one after another, so that none is let through by a race: what a race does is explored
                int before = begun;
                futures.addAll(submit(1, kind, dispatcher, work));
                if (!Patience.until(4 * Patience.LONG, () -> inFlight.get() > before))
                    throw new AssertionError("at most %d of %d %s tasks were in flight at once: %s%s".formatted(before, atOnce, kind, because(kind)[0], after));
            }
            futures.addAll(submit(4, kind, dispatcher, work));
            if (Patience.until(Patience.SHORT, () -> inFlight.get() > atOnce))
                throw new AssertionError("%d %s tasks were in flight at once, and %d are allowed: %s%s".formatted(inFlight.get(), kind, atOnce, because(kind)[1], after));
            gate.countDown();
            assertAllEnd(futures, kind, "it was submitted" + after);
        }
    }

    /** As many run as may, until the gate opens, and so many more wait for their turn; gives those that run. */
    private static List<Future<String>> fill(Kind kind, int more, CountDownLatch gate, E27_WrongChoice dispatcher, String after) throws Exception {
        var begun = new CountDownLatch(atOnce(kind));
        var running = submit(atOnce(kind), kind, dispatcher, () -> { begun.countDown(); gate.await(); });
        assertAllBegin(kind, begun, after);
        submit(more, kind, dispatcher, gate::await);
        return running;
    }

    private static void assertAllBegin(Kind kind, CountDownLatch begun, String after) throws InterruptedException {
        if (!Patience.until(4 * Patience.LONG, () -> begun.getCount() == 0))
            throw new AssertionError("%d of %d %s tasks run: %s%s".formatted(atOnce(kind) - begun.getCount(), atOnce(kind), kind, because(kind)[0], after));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static List<Future<String>> submit(int number, Kind kind, E27_WrongChoice dispatcher, Work work) throws Exception {
        Callable<String> task = () -> {
            work.run();
            return "done";
        };
        var handed = new AtomicInteger();
        var call = Call.of("submit()", () -> {
            var futures = new ArrayList<Future<String>>();
            for (; handed.get() < number; handed.incrementAndGet())
                try {
                    futures.add(dispatcher.submit(kind, task));
                } catch (RuntimeException e) {
                    throw new AssertionError("submit() refused a task that %s, after %,d others: %s".formatted(kind, handed.get(), e), e);
                }
            return futures;
        });
        int seen;       // while some are handed over, there is hope: a pool may begin a thread for each of them
        do {
            int before = seen = handed.get();
            Patience.until(Patience.LONG, () -> call.isOver() || handed.get() > before);
        } while (!call.isOver() && handed.get() > seen);
        return call.returns("a task that %s is handed over, and whoever does that waits for nothing (%,d were handed over just before)".formatted(kind, handed.get()));
    }

    private static void assertAllEnd(List<? extends Future<?>> futures, Kind kind, String because) throws InterruptedException {
        for (var future : futures)
            if (!Patience.until(4 * Patience.LONG, future::isDone)) throw new AssertionError("a task that %s is not done: %s".formatted(kind, because));
    }
}
