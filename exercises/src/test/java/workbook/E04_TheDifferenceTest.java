package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;

@Proof
class E04_TheDifferenceTest {

    private enum Kind {
        WAITING, COMPUTING;

        final String words = name().toLowerCase() + " task";

        Kind other() { return this == WAITING ? COMPUTING : WAITING; }

        <T> Future<T> submit(E04_TheDifference workers, Callable<T> task) {
            return this == WAITING ? workers.submitWaiting(task) : workers.submitComputing(task);
        }
    }

    @Test @Order(1)
    void twoHundredWaitingTasksAreInFlightAtOnce() throws Exception {
        try (var workers = new E04_TheDifference(2); var room = Rendezvous.of(200, "waiting tasks")) {
            assertAllEnd(submit(200, Kind.WAITING, workers, room::meet), Kind.WAITING);
            room.assertMet("a task that waits needs no core, and these queue for a thread");
        }
    }

    @ParameterizedTest @Order(2)
    @ValueSource(ints = {3, 2})
    void asManyComputingTasksAreInFlightAsThereAreCores(int cores) throws Exception {
        try (var workers = new E04_TheDifference(cores); var room = Rendezvous.exactly(cores, "computing tasks")) {
            assertAllEnd(submit(12, Kind.COMPUTING, workers, room::meet), Kind.COMPUTING);
            room.assertMet("there is work, and cores stand idle");
            room.assertNeverMore("more than there are cores only take the cores from each other");
        }
    }

    @ParameterizedTest @Order(3)
    @EnumSource
    void neitherKindWaitsForTheOther(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        try (var workers = new E04_TheDifference(2); AutoCloseable _ = gate::countDown) {
            submit(200, kind, workers, gate::await);
            var other = kind.other().submit(workers, () -> "done");
            assertThat(Patience.until(Patience.LONG, other::isDone)).withFailMessage(
                    "200 %2$ss were submitted and had not ended, and a %1$s did not get its turn: the two kinds share their workers", kind.other().words, kind.words).isTrue();
            assertThat(other.get()).isEqualTo("done");
        }
    }

    @Test @Order(3)
    void computingTasksLeaveTheThreadsOfTheWaitingOnesAlone() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var enough = new AtomicBoolean();
        try (var workers = new E04_TheDifference(cores); AutoCloseable _ = () -> enough.set(true)) {
            submit(cores, Kind.COMPUTING, workers, () -> { while (!enough.get()) Thread.onSpinWait(); });
            var waiting = workers.submitWaiting(() -> "done");
            assertThat(Patience.until(Patience.LONG, waiting::isDone)).withFailMessage(
                    "%d computing tasks ran, one for each core of this machine, and a waiting task did not get its turn: they run on the same threads", cores).isTrue();
        }
    }

    @ParameterizedTest @Order(4)
    @EnumSource
    void whatATaskThrowsArrivesInItsFuture(Kind kind) throws Exception {
        assertArrives(kind, () -> { throw new IllegalStateException("the milk is sour"); });
        assertArrives(kind, () -> { throw new AssertionError("this is no milk"); });
    }

    private static void assertArrives(Kind kind, Callable<Object> failing) throws Exception {
        try (var workers = new E04_TheDifference(2)) {
            var failure = catchThrowable(failing::call);
            var future = kind.submit(workers, failing);
            assertAllEnd(List.of(future), kind);
            var thrown = catchThrowableOfType(ExecutionException.class, future::get);
            assertThat(thrown).withFailMessage("a %s threw %s, and its future knows nothing of it", kind.words, failure).isNotNull();
            assertThat(thrown).rootCause().as("what the future of a %s gives", kind.words).hasToString(failure.toString());
        }
    }

    @ParameterizedTest @Order(5)
    @EnumSource
    void closeLetsSubmittedWorkEnd(Kind kind) throws Exception {
        var gate = new CountDownLatch(1);
        try (AutoCloseable _ = gate::countDown) {
            var threads = Census.take();
            var ended = new AtomicInteger();
            var workers = new E04_TheDifference(2);
            assertAllEnd(submit(5, kind.other(), workers, ended::incrementAndGet), kind.other());
            submit(5, kind, workers, () -> { gate.await(); ended.incrementAndGet(); });
            var close = Call.of("close()", () -> { workers.close(); return null; });
            assertThat(Patience.until(Patience.SHORT, close::isOver)).withFailMessage(
                    "close() returned when %s of 10 submitted tasks had ended", ended).isFalse();
            gate.countDown();
            close.returns("all tasks have ended");
            assertThat(ended).withFailMessage("close() returned when %s of 10 submitted tasks had ended by themselves", ended).hasValue(10);
            threads.assertNobodyLeft("close() has returned");
        }
    }

    private interface Work {
        void doIt() throws Exception;
    }

    private static List<Future<String>> submit(int number, Kind kind, E04_TheDifference workers, Work work) {
        var futures = new ArrayList<Future<String>>();
        for (int i = 0; i < number; i++) futures.add(kind.submit(workers, () -> { work.doIt(); return "done"; }));
        return futures;
    }

    private static void assertAllEnd(List<? extends Future<?>> futures, Kind kind) throws InterruptedException {
        for (var future : futures)
            if (!Patience.until(4 * Patience.LONG, future::isDone))
                throw new AssertionError("a %s was submitted, and its future is never done".formatted(kind.words));
    }
}
