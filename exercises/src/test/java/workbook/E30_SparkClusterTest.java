package workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E30_SparkCluster.Receipt;
import workbook.E30_SparkCluster.Report;
import workbook.E30_SparkCluster.Takings;
import workbook.proof.Proof;

/** The test is the engine, and takes every freedom that the rules give it. */
@Proof
class E30_SparkClusterTest {
    private final E30_SparkCluster report = new E30_SparkCluster();

    @Test @Order(1)
    void whatATaskHasCountedGetsIntoTheReport() {
        var made = finish(task(100, 200, 600));
        if (made.receipts() != 3) throw new AssertionError("a task has added 3 receipts, and the report says %,d: finish() is called on another copy, and what add() keeps in a field stays on the copy that the task had".formatted(made.receipts()));
        assertMean(300, made, "a task has added receipts of 100, 200 and 600 cents, and this after a Takings was sent from there");
        assertLargest(600, 2, made, "a task has added receipts of 100, 200 and 600 cents");
    }

    @Test @Order(2)
    void aTaskThatIsRepeatedCountsOnce() {
        task(100, 200, 600);
        var made = finish(task(100, 200, 600));
        if (made.receipts() != 3) throw new AssertionError("a task with 3 receipts was repeated, as its first result was lost, and the report says %,d receipts: something outside of the Takings remembers what a lost task has added".formatted(made.receipts()));
        assertMean(300, made, "a task was repeated, as its first result was lost");
    }

    @Test @Order(3)
    void tasksAreNotEquallyLong() {
        for (boolean turned : new boolean[] {false, true}) {
            Takings three = task(100, 100, 100), one = task(500);
            var made = finish(turned ? merge(one, three) : merge(three, one));
            if (made.receipts() != 4) throw new AssertionError("one task has added 3 receipts, and another one 1: the report says %,d".formatted(made.receipts()));
            assertMean(200, made, "one task has added 3 receipts of 100 cents, and another one a single one of 500: their means are merged as if both had equally many");
        }
    }

    @Test @Order(4)
    void aTaskMayHaveNothingToDo() {
        for (int empty = 0; empty < 3; empty++) {
            Takings nothing = task(new Receipt[0]), some = task(100, 300);
            var all = empty == 0 ? merge(nothing, some) : empty == 1 ? merge(some, nothing) : merge(merge(nothing, task(new Receipt[0])), some);
            var made = finish(all);
            if (made.receipts() != 2) throw new AssertionError("two tasks had no receipt, and one had 2: the report says %,d".formatted(made.receipts()));
            assertMean(200, made, "a task had no receipt, or two had none, and another one had 100 and 300 cents");
            assertLargest(300, 1, made, "a task had no receipt, and another one had 100 and 300 cents");
        }
    }

    @Test @Order(5)
    void anAmountMayBeBelow0() {
        for (var all : List.of(task(-500, -100, -300), merge(task(new Receipt[0]), task(-500, -100, -300)), merge(task(-500, -100), task(-300))))
            assertLargest(-100, 1, finish(all), "receipts of -500, -100 and -300 cents: 0 cents is more than any of them, and is no receipt");
    }

    @Test @Order(6)
    void ofEqualAmountsTheLowestNumberIsTheLargest() {
        Receipt seven = new Receipt("airport", 7, 500), three = new Receipt("airport", 3, 500), small = new Receipt("airport", 1, 400);
        assertLargest(500, 3, finish(task(seven, small, three)), "of equal amounts, 500 cents, the one with number 3 is to be kept, and 7 came first");
        assertLargest(500, 3, finish(task(three, small, seven)), "of equal amounts, 500 cents, the one with number 3 is to be kept, and 7 came last");
        assertLargest(500, 3, finish(merge(task(seven), task(small, three))), "of equal amounts, 500 cents, the one with number 3 is to be kept, and 7 came first, from another task");
        assertLargest(500, 3, finish(merge(task(three), task(small, seven))), "of equal amounts, 500 cents, the one with number 3 is to be kept, and 7 came last, from another task");
    }

    @Test @Order(7)
    void tasksMergeInAnyOrderAndGrouping() {
        var tasks = List.of(List.of(receipt(0, 100), receipt(1, 700)), List.of(receipt(2, 300)), List.of(receipt(3, 900), receipt(4, 900), receipt(5, 200)), List.of(receipt(6, 900), receipt(7, 0)));
        for (int order = 0; order < 24; order++) {
            var left = new ArrayList<>(List.of(0, 1, 2, 3));
            var turn = IntStream.of(order / 6, order / 2 % 3, order % 2, 0).mapToObj(left::remove).toList();
            for (int grouping = 0; grouping < 5; grouping++) {
                var t = turn.stream().map(i -> task(tasks.get(i).toArray(Receipt[]::new))).toList();
                var all = switch (grouping) {
                    case 0 -> merge(merge(merge(t.get(0), t.get(1)), t.get(2)), t.get(3));
                    case 1 -> merge(merge(t.get(0), merge(t.get(1), t.get(2))), t.get(3));
                    case 2 -> merge(merge(t.get(0), t.get(1)), merge(t.get(2), t.get(3)));
                    case 3 -> merge(t.get(0), merge(merge(t.get(1), t.get(2)), t.get(3)));
                    default -> merge(t.get(0), merge(t.get(1), merge(t.get(2), t.get(3))));
                };
                var made = finish(all);
                var how = "4 tasks, merged in another order, %s, or in other groups (number %d)".formatted(turn, grouping);
                if (made.receipts() != 8) throw new AssertionError("%s: the report says %,d receipts, and there are 8".formatted(how, made.receipts()));
                assertMean(500, made, how);
                assertLargest(900, 3, made, how);
            }
        }
    }

    @Test @Order(8)
    void nothingIsRoundedBeforeTheEnd() {
        assertMean(8, finish(merge(task(19, 9, 1, 1, 5), task(16, 5))), "7 receipts, 56 cents in all: a mean that is merged was rounded on the way");
        long large = (1L << 53) + 1;
        assertMean(1.75, finish(merge(task(large, 1), task(-large, 6))), "4 receipts, 7 cents in all, two of them of 2^53 + 1 cents and of as many below 0: no double holds such a sum, so it was rounded");
    }

    @Test @Order(8)
    void anAmountMayBeAsLargeAsALong() {
        long exact = 1L << 53, huge = 5_000_000_000_000_000_000L;
        for (var all : List.of(task(exact, exact + 1), merge(task(exact), task(receipt(1, exact + 1)))))
            assertLargest(exact + 1, 1, finish(all), "receipts of 2^53 and 2^53 + 1 cents, which are the same double");
        assertLargest(huge, 0, finish(task(huge, -huge)), "receipts of 5 and then of -5 billion billion cents, whose difference is no long");
        assertLargest(huge, 1, finish(task(-huge, huge)), "receipts of -5 and then of 5 billion billion cents, whose difference is no long");
    }

    @Test @Order(9)
    void eachZeroIsANewOne() {
        var copy = sent(report);
        copy.add(copy.zero(), receipt(0, 100));
        var made = finish(copy.add(copy.zero(), receipt(1, 300)));
        if (made.receipts() != 1) throw new AssertionError("one copy was asked for zero() and got a receipt, then for another zero() and got one more: the report of the second says %,d receipts".formatted(made.receipts()));
        assertMean(300, made, "one copy was asked for zero() and got a receipt, and then for another one: the second one has only one receipt");
    }

    @Test @Order(10)
    void theSecondOneStaysAsItIs() {
        Takings one = task(100, 300), other = task(500);
        var before = bytes(other);
        sent(report).merge(one, other);
        if (!Arrays.equals(before, bytes(other))) throw new AssertionError("merge() has changed the Takings that was given as the second: an engine that keeps it, to merge it again in a repeated task, has another one now");
    }

    @Test @Order(11)
    void aTakingsDoesNotGrow() {
        int few = bytes(task(receipts(100))).length, many = bytes(task(receipts(10_000))).length;
        if (many > few + 1_000) throw new AssertionError("a Takings of 100 receipts has %,d bytes, and one of 10,000 has %,d: it grows with the receipts, and so does what is sent between machines".formatted(few, many));
    }

    @ParameterizedTest @Order(12)
    @ValueSource(ints = {1, 2, 7, 8, 200})
    void everyReceiptHasATask(int parts) {
        for (var receipt : receipts(1_000)) assertPart(receipt, parts);
        for (long number : new long[] {Integer.MAX_VALUE, 3_000_000_001L, 5_000_000_001L}) assertPart(new Receipt("airport", number, 350), parts);
    }

    @Test @Order(13)
    void whoeverAsksAReceiptHasTheSameTask() {
        var receipts = Arrays.copyOf(receipts(1_000), 100);
        for (var receipt : receipts)        // one question for all of them first: chance may answer one of them alike, and not a hundred
            assertSamePart(sent(report).part(receipt, 200), sent(report).part(receipt, 200), receipt, "two copies were asked for the same receipt, and neither for anything else");
        for (var receipt : receipts)
            assertSamePart(sent(report).part(receipt, 200), sent(report).part(sent(receipt), 200), receipt, "another copy was asked for an equal receipt, as a task reads it anew");
        for (var receipt : receipts) {
            var copy = sent(report);
            assertSamePart(copy.part(receipt, 200), copy.part(receipt, 200), receipt, "the same copy was asked once more");
        }
    }

    @ParameterizedTest @Order(14)
    @ValueSource(ints = {8, 2, 5, 41})
    void tasksAreEquallyLong(int parts) {
        var all = new int[parts];
        int receipts = 1_250 * parts;
        for (var receipt : receipts(receipts)) all[report.part(receipt, parts)]++;
        int most = IntStream.range(0, parts).boxed().max(Comparator.comparingInt(part -> all[part])).get(), least = IntStream.range(0, parts).boxed().min(Comparator.comparingInt(part -> all[part])).get();
        var what = "of %,d receipts, 9 of 10 of one shop, task %d of 0 to %d gets %,d";
        if (all[most] > 2 * 1_250) throw new AssertionError(what.formatted(receipts, most, parts - 1, all[most]) + ", more than twice its share: the others are done soon, and everybody waits for that one");
        if (all[least] < 1_250 / 2) throw new AssertionError(what.formatted(receipts, least, parts - 1, all[least]) + ", less than half of its share: it is done soon, and waits for the others");
    }

    private static Receipt receipt(long number, long cents) { return new Receipt("airport", number, cents); }

    /** With these numbers from 0 on; 9 of 10 are of the airport, where nearly everybody buys the same. */
    private static Receipt[] receipts(int number) {
        return IntStream.range(0, number).mapToObj(n -> n % 10 == 3 ? new Receipt("shop " + n % 17, n, n) : new Receipt("airport", n, 350)).toArray(Receipt[]::new);
    }

    private Takings task(long... cents) { return task(IntStream.range(0, cents.length).mapToObj(n -> receipt(n, cents[n])).toArray(Receipt[]::new)); }

    /** What a task does: it works on a copy of its own, and what it gives is sent. */
    private Takings task(Receipt... receipts) {
        var copy = sent(report);
        var takings = copy.zero();
        for (var receipt : receipts) takings = copy.add(takings, receipt);
        return sent(takings);
    }

    private Takings merge(Takings one, Takings other) { return sent(sent(report).merge(sent(one), sent(other))); }

    private Report finish(Takings all) { return sent(report).finish(sent(all)); }

    private static void assertMean(double expected, Report report, String of) {
        if (report.mean() != expected) throw new AssertionError("%s: the report says that the mean is %s cents, and it is %s".formatted(of, report.mean(), expected));
    }

    private static void assertLargest(long cents, long number, Report report, String of) {
        var largest = report.largest();
        if (largest == null || largest.cents() != cents || largest.number() != number)
            throw new AssertionError("%s: the report says that the largest is %s, and it is number %d with %d cents".formatted(of, largest == null ? "none" : "number %d with %d cents".formatted(largest.number(), largest.cents()), number, cents));
    }

    private void assertPart(Receipt receipt, int parts) {
        int part = report.part(receipt, parts);
        if (part < 0 || part >= parts) throw new AssertionError("part() sends number %,d of %s to task %d of 0 to %d: there is no such task".formatted(receipt.number(), receipt.shop(), part, parts - 1));
    }

    private static void assertSamePart(int expected, int part, Receipt receipt, String when) {
        if (part != expected) throw new AssertionError("%s: the receipt, number %d, is sent to task %d now, and was to %d: where a task is repeated it would come twice, or never".formatted(when, receipt.number(), part, expected));
    }

    private static byte[] bytes(Object object) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new AssertionError("an object of %s cannot be sent to another machine: %s".formatted(object.getClass().getSimpleName(), e), e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static <T> T sent(T object) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes(object)))) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("an object of %s cannot be read on another machine: %s".formatted(object.getClass().getSimpleName(), e), e);
        }
    }
}
