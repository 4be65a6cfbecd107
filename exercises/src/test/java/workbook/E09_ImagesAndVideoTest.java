package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbook.E09_ImagesAndVideo.Filter;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E09_ImagesAndVideoTest {

    @Test @Order(1)
    void asManyRowsAtOnceAsThereAreWorkers() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors(), workers = Math.max(3, cores + 1);
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        try (var desk = Rendezvous.exactly(workers, "rows")) {
            E09_ImagesAndVideo.apply(picture(4 * workers), (old, y) -> {
                threads.add(Thread.currentThread());
                desk.meet();
                return old[y];
            }, workers);
            desk.assertMet(desk.most() == cores && threads.size() == cores ? "no more than the machine has cores, and apply() was asked for more workers" : "there are rows to begin, and workers look on");
            desk.assertNeverMore("there is a worker for each of these and none for the others");
        }
    }

    @Test @Order(2)
    void noTwoWorkersTakeTheSameRow() { Explore.scenario(TwoWorkersTwoRows.class).preemptions(1).allowRaces().allowRefused().run(); }

    static class TwoWorkersTwoRows {
        private final AtomicIntegerArray computed = new AtomicIntegerArray(2);

        @Actor void apply() {
            try {
                E09_ImagesAndVideo.apply(picture(2), (old, y) -> {
                    computed.incrementAndGet(y);
                    return old[y];
                }, 2);
            } catch (Exception _) {     // what else is wrong is for the other tests
            }
        }

        @Check void eachRowOnce() {
            for (int y = 1; y >= 0; y--)
                if (computed.get(y) > 1) throw new AssertionError("two workers took row %d: between the look at the next number and the raising of it, the other one looked too".formatted(y));
        }
    }

    static Stream<List<Integer>> slowRows() { return Stream.of(List.of(0), List.of(21, 63), List.of(31, 32, 33)); }

    @ParameterizedTest @Order(3)
    @MethodSource("slowRows")
    void whoeverIsFreeTakesAnotherRow(List<Integer> slow) throws Exception {
        var filter = new Slow(64, slow);
        E09_ImagesAndVideo.apply(picture(64), filter, slow.size() + 1);
        filter.assertEachRowOnce();
        filter.assertNobodyLookedOn();
    }

    @Test @Order(4)
    void eachRowComesOutOfTheOldPicture() throws Exception {
        var old = picture(8);
        var changed = new AtomicBoolean();
        E09_ImagesAndVideo.apply(old, (seen, y) -> {
            if (!Arrays.deepEquals(seen, picture(8))) changed.set(true);
            return new double[] {-y, -y};
        }, 2);
        assertThat(changed.get() || !Arrays.deepEquals(old, picture(8))).withFailMessage(
                "a row of the old picture was changed while others were still to be computed out of it: they see a picture that is half old and half new").isFalse();
    }

    @Test @Order(5)
    void eachRowIsInItsPlace() throws Exception {
        var rows = E09_ImagesAndVideo.apply(picture(4), new Slow(4, List.of(0)), 2).rows();
        assertThat(rows.length).withFailMessage("the new picture has %d rows, and the old one has 4", rows.length).isEqualTo(4);
        for (int y = 0; y < 4; y++) {
            int place = y;
            int found = IntStream.range(0, 4).filter(row -> Arrays.equals(rows[place], Slow.values(row))).findFirst().orElse(-1);
            assertThat(found).withFailMessage("where row %d belongs there is row %d: row 0 was the last to be done, and it is still the first of the picture", y, found).isEqualTo(y);
        }
    }

    @Test @Order(6)
    void theLightIsTheSameToTheLastBit() throws Exception {
        double one = 0;
        for (int y = 0; y < 4; y++)
            for (double value : Slow.values(y)) one += value;
        var light = E09_ImagesAndVideo.apply(picture(4), new Slow(4, List.of(0)), 2).light();
        assertThat(light).withFailMessage("the light is %s, and a single worker gets %s: where sums are rounded, (a + b) + c is not a + (b + c)", light, one).isEqualTo(one);
    }

    static Stream<Exception> failures() {
        return Stream.of(scratch(), new InterruptedException("somebody came in"), new IllegalStateException("the film was dry"));
    }

    /** Its class has public constructors: a fork/join pool that hands it to another thread makes a copy. */
    private static IOException scratch() { return new IOException("a scratch", new IllegalStateException("the film was dry")); }

    @ParameterizedTest @Order(7)
    @MethodSource("failures")
    void theFailureOfARowIsThrown(Exception failure) {
        var computed = new AtomicInteger();
        var thrown = catchThrowable(() -> E09_ImagesAndVideo.apply(picture(6), (old, y) -> {
            if (y != 3) return old[y];
            computed.incrementAndGet();
            throw failure;
        }, 2));
        assertThat(thrown).withFailMessage("a row failed, and apply() returned a picture as if it had not").isNotNull();
        assertThat(thrown).withFailMessage("a row threw %s, and apply() threw %s: that is %s", failure, thrown,
                thrown.getClass() == failure.getClass() ? "a copy of it, as a fork/join pool makes one for the thread that asks" : "not the row's own exception").isSameAs(failure);
        assertThat(computed).withFailMessage("a row that failed was computed %s times, and once is enough: whether to try again is up to the caller", computed).hasValue(1);
    }

    @Test @Order(8)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        E09_ImagesAndVideo.apply(picture(10), (old, y) -> old[y], 3);
        threads.assertNobodyLeft("all rows are computed, and apply() has returned");
    }

    @Test @Order(9)
    void nobodyIsAtWorkWhenARowHasFailed() throws Exception {
        var threads = Census.take();
        var computing = new AtomicInteger();
        var bath = new CompletableFuture<Void>();       // its join() ignores interrupts: no row is done before the bath says so
        try (AutoCloseable _ = () -> bath.complete(null)) {
            var apply = Call.of("apply()", () -> {
                var thrown = catchThrowable(() -> E09_ImagesAndVideo.apply(picture(6), (old, y) -> {
                    if (y == 0) {
                        Patience.until(Patience.LONG, () -> computing.get() > 0);
                        throw scratch();
                    }
                    computing.incrementAndGet();
                    bath.join();
                    computing.decrementAndGet();
                    return old[y];
                }, 2));
                assertThat(computing).withFailMessage("apply() has thrown %s while rows were still being computed (%s of them): whoever called it takes the darkroom for empty", thrown, computing).hasValue(0);
                return thrown;
            });
            Patience.until(Patience.SHORT, apply::isOver);
            bath.complete(null);
            apply.returns("a row has failed, and the others are done");
        }
        threads.assertNobodyLeft("a row has failed, and apply() is over");
    }

    @Test @Order(10)
    void fewRows() throws Exception {
        Filter same = (old, y) -> old[y];
        assertThat(E09_ImagesAndVideo.apply(picture(0), same, 3).rows()).isEmpty();
        assertThat(E09_ImagesAndVideo.apply(picture(1), same, 3).rows()).isDeepEqualTo(picture(1));
        assertThat(E09_ImagesAndVideo.apply(picture(3), same, 1).rows()).isDeepEqualTo(picture(3));
    }

    private static double[][] picture(int rows) { return IntStream.range(0, rows).mapToObj(y -> new double[] {y, 2 * y}).toArray(double[][]::new); }

    /** A filter whose slow rows are done when all others are, or when there is no hope that they will be. */
    private record Slow(int rows, List<Integer> slow, AtomicIntegerArray computed, AtomicInteger done, AtomicReference<String> complaint) implements Filter {
        Slow(int rows, List<Integer> slow) { this(rows, slow, new AtomicIntegerArray(rows), new AtomicInteger(), new AtomicReference<>()); }

        @Override public double[] row(double[][] old, int y) throws InterruptedException {
            computed.incrementAndGet(y);
            if (!slow.contains(y)) done.incrementAndGet();
            else if (!Patience.until(Patience.LONG, () -> done.get() >= rows - slow.size() || computed.get(y) > 1)) complaint.compareAndSet(null, lookedOn());
            return values(y);
        }

        /** Beyond 1e16 a double counts in twos: the order in which these are added shows in the sum. */
        static double[] values(int y) { return new double[][] {{1e16, 1, 1}, {1, 1, 3}, {3, 1, 1}, {2, 3, 1}}[y % 4]; }

        private String lookedOn() {
            var left = IntStream.range(0, rows).filter(row -> computed.get(row) == 0).boxed().toList();
            return "%s took long, and meanwhile nobody began %d of the other rows (%s): a worker was free and looked on, since they were another one's share or a later round's".formatted(
                    (slow.size() == 1 ? "row " : "rows ") + names(slow), left.size(), names(left.subList(0, Math.min(3, left.size()))) + (left.size() > 3 ? ", …" : ""));
        }

        private static String names(List<Integer> rows) { return rows.stream().map(String::valueOf).collect(Collectors.joining(", ")); }

        void assertNobodyLookedOn() { assertThat(complaint.get()).withFailMessage(complaint::get).isNull(); }

        void assertEachRowOnce() {
            for (int y = 0; y < rows; y++)
                assertThat(computed.get(y)).withFailMessage("row %d was computed %d times, and once is enough: two workers took the same row", y, computed.get(y)).isEqualTo(1);
        }
    }
}
