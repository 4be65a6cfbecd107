package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

@Proof
class E09_ImagesAndVideoTest {

    @Test @Order(1)
    void asManyRowsAtOnceAsThereAreWorkers() throws Exception {
        try (var desk = Rendezvous.exactly(3, "rows")) {
            E09_ImagesAndVideo.apply(picture(10), (old, y) -> {
                desk.meet();
                return old[y];
            }, 3);
            desk.assertMet("there are rows to begin, and workers look on");
            desk.assertNeverMore("there is a worker for each of these and none for the others");
        }
    }

    static Stream<List<Integer>> slowRows() { return Stream.of(List.of(0), List.of(21, 63), List.of(31, 32, 33)); }

    @ParameterizedTest @Order(2)
    @MethodSource("slowRows")
    void whoeverIsFreeTakesAnotherRow(List<Integer> slow) throws Exception {
        var filter = new Slow(64, slow);
        E09_ImagesAndVideo.apply(picture(64), filter, slow.size() + 1);
        filter.assertEachRowOnce();
        filter.assertNobodyLookedOn();
    }

    @Test @Order(3)
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

    @Test @Order(4)
    void eachRowIsInItsPlace() throws Exception {
        var rows = E09_ImagesAndVideo.apply(picture(4), new Slow(4, List.of(0)), 2).rows();
        assertThat(rows.length).withFailMessage("the new picture has %d rows, and the old one has 4", rows.length).isEqualTo(4);
        for (int y = 0; y < 4; y++) {
            int place = y;
            int found = IntStream.range(0, 4).filter(row -> Arrays.equals(rows[place], Slow.values(row))).findFirst().orElse(-1);
            assertThat(found).withFailMessage("where row %d belongs there is row %d: row 0 was the last to be done, and it is still the first of the picture", y, found).isEqualTo(y);
        }
    }

    @Test @Order(5)
    void theLightIsTheSameToTheLastBit() throws Exception {
        double one = 0;
        for (int y = 0; y < 4; y++)
            for (double value : Slow.values(y)) one += value;
        var light = E09_ImagesAndVideo.apply(picture(4), new Slow(4, List.of(0)), 2).light();
        assertThat(light).withFailMessage("the light is %s, and a single worker gets %s: where sums are rounded, (a + b) + c is not a + (b + c)", light, one).isEqualTo(one);
    }

    /** Without a public constructor nobody can make a copy of it: a fork/join pool would throw one. */
    private static final class Scratch extends IOException {
        private static final long serialVersionUID = 1;

        Scratch() { super("a scratch", new IllegalStateException("the film was dry")); }
    }

    @Test @Order(6)
    void theFailureOfARowIsThrown() {
        var failure = new Scratch();
        var thrown = catchThrowable(() -> E09_ImagesAndVideo.apply(picture(6), (old, y) -> {
            if (y == 3) throw failure;
            return old[y];
        }, 2));
        assertThat(thrown).withFailMessage("a row failed, and apply() returned a picture as if it had not").isNotNull();
        assertThat(thrown).withFailMessage("a row threw %s, and apply() threw %s: that is not the row's own exception", failure, thrown).isSameAs(failure);
    }

    @Test @Order(7)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        E09_ImagesAndVideo.apply(picture(10), (old, y) -> old[y], 3);
        threads.assertNobodyLeft("all rows are computed, and apply() has returned");
    }

    @Test @Order(8)
    void nobodyIsAtWorkWhenARowHasFailed() throws Exception {
        var threads = Census.take();
        var computing = new AtomicInteger();
        var bath = new CompletableFuture<Void>();       // its join() ignores interrupts: no row is done before the bath says so
        try (AutoCloseable _ = () -> bath.complete(null)) {
            var apply = Call.of("apply()", () -> {
                var thrown = catchThrowable(() -> E09_ImagesAndVideo.apply(picture(6), (old, y) -> {
                    if (y == 0) {
                        Patience.until(Patience.LONG, () -> computing.get() > 0);
                        throw new Scratch();
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

    @Test @Order(9)
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
            else if (!Patience.until(Patience.LONG, () -> done.get() >= rows - slow.size() || computed.get(y) > 1)) complaint.compareAndSet(null, lookedOn(y));
            return values(y);
        }

        /** Beyond 1e16 a double counts in twos: the order in which these are added shows in the sum. */
        static double[] values(int y) { return new double[][] {{1e16, 1, 1}, {1, 1, 3}, {3, 1, 1}, {2, 3, 1}}[y % 4]; }

        private String lookedOn(int y) {
            var left = IntStream.range(0, rows).filter(row -> computed.get(row) == 0).boxed().toList();
            return "row %d took long, and meanwhile nobody began %d of the other rows (%s): a worker was free, and they were not for that one".formatted(y, left.size(),
                    left.stream().limit(3).map(String::valueOf).collect(Collectors.joining(", ", "", left.size() > 3 ? ", …" : "")));
        }

        void assertNobodyLookedOn() { assertThat(complaint.get()).withFailMessage(complaint::get).isNull(); }

        void assertEachRowOnce() {
            for (int y = 0; y < rows; y++)
                assertThat(computed.get(y)).withFailMessage("row %d was computed %d times, and once is enough: two workers took the same row", y, computed.get(y)).isEqualTo(1);
        }
    }
}
