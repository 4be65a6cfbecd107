package workbook;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.E29_MillionsOfUsers.Point;
import workbook.proof.Proof;

/** Most numbers are sums of powers of 2, so that no way to calculate them has to round. */
@Proof
class E29_MillionsOfUsersTest {

    @ParameterizedTest @Order(1)
    @CsvSource({"16, 64, 0.25", "1, 8, 0.125", "3, 2, 1.5", "1000000, 500000, 2"})
    void latencyByLittlesLaw(int inFlight, double perSecond, double expected) {
        assertSame(expected, E29_MillionsOfUsers.latency(new Point(inFlight, perSecond)),
                "%s are in flight and %s leave in a second: latency() gives %%s s, and it is %%s s: as many are in flight as come while one of them stays, and one has left each 1/%2$s s", inFlight, perSecond);
    }

    @ParameterizedTest @Order(2)
    @CsvSource({"16, 64, 7.75, 512", "16, 64, 0, 16", "1, 1.5, 1, 2.5", "8, 4096, 10, 40968"})
    void usersByLittlesLaw(int inFlight, double perSecond, double think, double expected) {
        assertSame(expected, E29_MillionsOfUsers.users(new Point(inFlight, perSecond), think),
                "%s are in flight, %s leave in a second, and users think for %s s: users() gives %%s, and it is %%s: each of them thinks, then waits for the answer, and so comes again after both", inFlight, perSecond, think);
    }

    @ParameterizedTest @Order(3)
    @CsvSource({"100 190 340 560 760 820 800, 8", "100 200 400 800 1600 3200 6400, 64", "100 120 130 131 132 133 134, 1", "10 20 39 70 130 190 200, 32", "64, 1", "100 120 300 310, 4"})
    void theKneeIsWhereMoreLoadCostsMoreThanItGives(String perSecond, int expected) {
        var points = points(perSecond);
        assertKnee(expected, points, "1, 2, 4, … in flight give %s answers a second".formatted(perSecond));
        for (int turn = 1; turn < points.size(); turn++) {
            var others = new ArrayList<>(points);
            Collections.rotate(others, turn);
            assertKnee(expected, others, "1, 2, 4, … in flight give %s answers a second, and the points come in another order, by %d turned".formatted(perSecond, turn));
        }
    }

    @Test @Order(4)
    void ofEqualPointsThatWithFewerInFlight() {
        var points = List.of(new Point(4, 64), new Point(8, 88), new Point(16, 128));       // 64 × 64 / 4 = 128 × 128 / 16
        assertKnee(4, points, "64 answers a second with 4 in flight, and 128 with 16, fewest first, are equally good");
        assertKnee(4, points.reversed(), "64 answers a second with 4 in flight, and 128 with 16, fewest last, are equally good");
    }

    @Test @Order(5)
    void thePointsStayAsTheyAre() {
        var points = new ArrayList<>(points("100 190 340 560 760 820 800"));
        var before = List.copyOf(points);
        E29_MillionsOfUsers.knee(points);
        if (!points.equals(before)) throw new AssertionError("knee() was asked, and the points are in another order or others since: whoever has handed them over needs them as they were");
    }

    @ParameterizedTest @Order(6)
    @CsvSource({"5120, 0, 10", "5121, 0, 11", "5119, 0, 10", "1, 0, 1", "512, 0, 1", "5120, 2, 12", "5121, 1, 12", "1, 3, 4"})
    void machinesAreWholeAndSomeAreDown(long users, int lost, int expected) {
        assertMachines(expected, users, 7.75, new Point(16, 64), lost, "one serves 512, and they have to be enough while %d are down".formatted(lost));
    }

    @ParameterizedTest @Order(7)
    @CsvSource({"5, 2", "6, 3", "1000, 400"})
    void aMachineMayServeAFractionOfAUser(long users, int expected) { assertMachines(expected, users, 0.75, new Point(1, 2), 0, "one serves 2.5 users"); }

    @Test @Order(8)
    void halfOfTheWorld() {
        assertMachines(7_812_501, 4_000_000_000L, 7.75, new Point(16, 64), 1, "one serves 512, there are more users than an int holds, and a machine may be down");
    }

    @ParameterizedTest @Order(9)
    @CsvSource({"0.25, 0, 0.25", "0.25, 2, 0.5", "0.25, 3, 1", "0.125, 7, 1", "0.5, 1, 1", "2, 0.4375, 16"})
    void aQueueGrowsLongBeforeTheServerIsFull(double service, double perSecond, double expected) {
        assertSame(expected, E29_MillionsOfUsers.response(service, perSecond),
                "a service takes %s s, and %s come in a second: response() gives %%s s, and it is %%s s: by chance some come just when the server is busy, and the less of it is free the more of them queue", service, perSecond);
    }

    @ParameterizedTest @Order(10)
    @CsvSource({"0.5, 2", "0.5, 3", "0.25, 4", "1, 1000"})
    void aServerThatIsFullNeverCatchesUp(double service, double perSecond) {
        assertSame(Double.POSITIVE_INFINITY, E29_MillionsOfUsers.response(service, perSecond),
                "a service takes %s s, and %s come in a second: response() gives %%s s, and it is %%s: what is lost while nobody is there by chance is never made good, and the queue has no end", service, perSecond);
    }

    @ParameterizedTest @Order(11)
    @CsvSource({"0.25, 1, 3", "0.25, 0.5, 2", "0.125, 1, 7", "2, 16, 0.4375", "0.25, 0.25, 0", "0.25, 0.1, 0", "0.25, 0.125, 0"})
    void aBoundOnTheResponseIsABoundOnTheRate(double service, double response, double expected) {
        assertSame(expected, E29_MillionsOfUsers.mostPerSecond(service, response),
                "a service takes %s s, and a response may take %s s: mostPerSecond() gives %%s in a second, and it is %%s: with more of them the mean response() is longer, and with fewer the server could do more", service, response);
    }

    @Test @Order(12)
    void ninetyNineOfAHundredAnswersAreNoSlower() {
        assertP99(99, List.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 61 * i % 101).toArray()), "100 answers took 1, 2, … 100 ms, in some order");
        assertP99(198, List.of(IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray()), "200 answers took 200, 199, … 1 ms");
        assertP99(159, List.of(IntStream.rangeClosed(1, 160).mapToDouble(i -> i).toArray()), "160 answers took 1, 2, … 160 ms, and 158 of them are too few");
    }

    @Test @Order(13)
    void allAnswersCountAlike() {
        double[] fast = new double[990], slow = new double[10];
        Arrays.fill(fast, 1);
        Arrays.fill(slow, 50);
        assertP99(1, List.of(fast, new double[0], slow), "990 answers of one machine took 1 ms, 10 of another one 50 ms, and a third one gave none");
        slow = Arrays.copyOf(slow, 11);
        slow[10] = 40;
        assertP99(40, List.of(slow, fast), "990 answers of one machine took 1 ms, and of another one 10 took 50 ms and one 40");
    }

    @Test @Order(14)
    void ofFewAnswersItIsTheSlowest() {
        assertP99(10, List.of(IntStream.rangeClosed(1, 10).mapToDouble(i -> 11 - i).toArray()), "10 answers took 10, 9, … 1 ms, and less than all 10 are less than 99 %");
        assertP99(7, List.of(new double[0], new double[] {7}), "there was one answer, which took 7 ms");
    }

    @Test @Order(15)
    void theLatenciesStayAsTheyAre() {
        List<double[]> machines = List.of(new double[] {3, 1, 2}, new double[] {9, 8}), one = List.of(new double[] {3, 1, 2});
        E29_MillionsOfUsers.p99(machines);
        E29_MillionsOfUsers.p99(one);
        if (!Arrays.equals(machines.getFirst(), new double[] {3, 1, 2}) || !Arrays.equals(machines.getLast(), new double[] {9, 8}) || !Arrays.equals(one.getFirst(), new double[] {3, 1, 2}))
            throw new AssertionError("p99() was asked, and the latencies are in another order than before: %s".formatted(machines.stream().map(Arrays::toString).toList()));
    }

    /** So many answers a second with 1, 2, 4, … in flight. */
    private static List<Point> points(String perSecond) {
        var rates = Stream.of(perSecond.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return IntStream.range(0, rates.length).mapToObj(i -> new Point(1 << i, rates[i])).toList();
    }

    private static void assertKnee(int expected, List<Point> points, String of) {
        var knee = E29_MillionsOfUsers.knee(new ArrayList<>(points));
        if (knee == null || knee.inFlight() != expected)
            throw new AssertionError("%s: knee() gives %s, and it is the one with %d: there a second brings the most answers for what each of them has to wait".formatted(
                    of, knee == null ? "nothing" : "the one with %d in flight".formatted(knee.inFlight()), expected));
    }

    private static void assertMachines(int expected, long users, double think, Point point, int lost, String because) {
        int machines = E29_MillionsOfUsers.machines(users, think, point, lost);
        if (machines != expected) throw new AssertionError("for %,d users machines() gives %,d, and %,d are needed: %s".formatted(users, machines, expected, because));
    }

    private static void assertP99(double expected, List<double[]> machines, String of) {
        assertSame(expected, E29_MillionsOfUsers.p99(machines), "%s: p99() gives %%s ms, and it is %%s ms: it is no mean, neither of answers nor of machines, but the shortest time that at least 99 %%%% of all answers kept", of);
    }

    /** The message has places for what it is about, and then, doubled, for what is given and what is expected. */
    private static void assertSame(double expected, double actual, String message, Object... of) {
        if (actual == expected || Double.isFinite(expected) && Math.abs(actual - expected) <= 1e-9) return;
        var about = message.formatted(Stream.of(of).map(one -> one instanceof Number number ? text(number) : one).toArray());
        throw new AssertionError(about.formatted(text(actual), text(expected)));
    }

    private static String text(Number number) { return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number); }
}
