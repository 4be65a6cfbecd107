package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E12_BillionRows.Row;
import workbook.E12_BillionRows.Stats;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E12_BillionRowsTest {

    /** None of these cuts falls right behind the end of a line: that is a case of its own. */
    @ParameterizedTest @Order(1)
    @ValueSource(ints = {2, 5})
    void aCutWithinALine(int workers) throws Exception {
        assertEachLineOnce("Oslo;-4\nUlm;7\nRome;19\nParis;15\nLima;21\nKyiv;-9\n", workers, "a cut falls within a line");
    }

    /** One line more than workers: shares that are rounded up leave a worker without any. */
    @Test @Order(2)
    void asManyLinesAtOnceAsThereAreWorkers() throws Exception {
        try (var desk = Rendezvous.exactly(3, "lines")) {
            summarize(lines(4), 3, line -> {
                desk.meet();
                return row(line);
            });
            desk.assertMet("there are lines to read, and workers look on");
            desk.assertNeverMore("there is a worker for each of these and none for the others");
        }
    }

    @ParameterizedTest @Order(3)
    @ValueSource(ints = {2, 3, 6})
    void aCutRightBehindTheEndOfALine(int workers) throws Exception {
        assertEachLineOnce("Oslo;-4\nBern;11\nRome;19\nLima;21\nKyiv;-9\nBari;20\n", workers, "a cut falls right behind the end of a line");
    }

    @Test @Order(4)
    void aCutWithinALetter() throws Exception {
        for (int workers : new int[] {1, 2, 3, 4})
            assertEachLineOnce("Zürich;8\nMünchen;7\nŁódź;-3\nSão Tomé;26\nΑθήνα;24\n京都;17\n", workers, "letters of several bytes");
    }

    @ParameterizedTest @Order(5)
    @ValueSource(ints = {1, 2, 3})
    void theLastLineMayLackItsEnd(int workers) throws Exception {
        assertEachLineOnce("Oslo;-4\nBern;11\nRome;19", workers, "the last line has no '\\n' behind it");
    }

    @Test @Order(6)
    void anEmptyFile() throws Exception {
        assertEachLineOnce("", 3, "the file is empty");
        assertThat(summarize("", 3, E12_BillionRowsTest::row)).withFailMessage("the file is empty, and summarize() gave something").isEmpty();
    }

    @ParameterizedTest @Order(7)
    @ValueSource(ints = {2, 4, 9})
    void aLineLongerThanAPart(int workers) throws Exception {
        assertEachLineOnceBesidesOthers("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch;9\n", workers, "a line is longer than a part");
        assertEachLineOnceBesidesOthers("Lla%sn;9\n".formatted("n".repeat(100_000)), workers, "a line has more than 100,000 bytes");
    }

    @Test @Order(8)
    void fewerLinesThanWorkers() throws Exception {
        for (var file : List.of("Oslo;-4\nBern;11\n", "Oslo;-4\n", "Oslo;-4", "Ai;1"))
            assertEachLineOnce(file, 9, "there are fewer lines than workers");
    }

    @Test @Order(9)
    void anyNumberOfWorkers() throws Exception {
        for (int workers = 1; workers <= 16; workers++)
            assertEachLineOnce("A;1\nB;22\nC;3\nD;44\nE;5\n", workers, "there are %d workers for 22 bytes".formatted(workers));
    }

    @Test @Order(10)
    void twoWorkersMeetAtANewStation() { Explore.scenario(TwoReports.class).allowRefused().run(); }

    static class TwoReports {
        private Stats sum;

        @Actor void ann() throws Exception {
            sum = E12_BillionRows.summarize("Ulm;1\nUlm;2\n".getBytes(StandardCharsets.UTF_8), 2, line -> new Row("Ulm", new Sum(line.charAt(4) - '0'))).get("Ulm");
        }

        @Check void bothCount() {
            if (!new Sum(3).equals(sum)) throw new AssertionError("two workers found the same new station, with 1 and with 2, and together that is %s: one of them is lost".formatted(sum));
        }

        private record Sum(int all) implements Stats {
            @Override public Sum plus(Stats other) { return new Sum(all + ((Sum) other).all); }
        }
    }

    @Test @Order(11)
    void whatAllWorkersFoundIsAddedUp() throws Exception {
        var desk = new Desk();
        var sum = summarize("Oslo;01\nOslo;02\nOslo;03\nOslo;04\n", 2, desk::read).get("Oslo");
        assertThat(sum).withFailMessage("all 4 lines are from Oslo, and summarize() gave nothing for it").isNotNull();
        assertThat(sum.toString()).withFailMessage("all 4 lines are from Oslo, and its sum holds %s only: %s", sum, desk.forked.get()
                ? "two workers added to one and the same sum at once, and the second overwrote the first"
                : "what one worker found has replaced what another found")
                .matches("\\[.+, .+, .+, .+]").contains("01", "02", "03", "04");
    }

    @Test @Order(12)
    void eachStationHasItsOwnSum() throws Exception {
        var sums = summarize("Oslo;1\nBern;2\nOslo;3\nBern;4\nRome;5\nOslo;6\n", 3, E12_BillionRowsTest::row);
        var sorted = sums.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, sum -> ((Lines) sum.getValue()).sorted()));
        assertThat(sorted).withFailMessage("Oslo has the lines 1, 3 and 6, Bern 2 and 4, Rome 5, and summarize() gave %s", sums)
                .isEqualTo(Map.of("Oslo", List.of("Oslo;1", "Oslo;3", "Oslo;6"), "Bern", List.of("Bern;2", "Bern;4"), "Rome", List.of("Rome;5")));
    }

    @ParameterizedTest @Order(13)
    @ValueSource(ints = {1, 2, 3})
    void aLineKeepsItsBlanks(int workers) throws Exception {
        assertEachLineOnce("  Oslo;-4\nBern;11  \n\tRome;19\t\nLima;21\n \n", workers, "blanks belong to their line");
    }

    @ParameterizedTest @Order(14)
    @ValueSource(ints = {1, 2, 3})
    void aLineMayBeThereMoreThanOnce(int workers) throws Exception {
        var file = "Oslo;-4\nBern;11\nOslo;-4\nOslo;-4\n";
        assertEachLineOnce(file, workers, "two reports may be the same, and each counts");
        var sum = summarize(file, workers, E12_BillionRowsTest::row).get("Oslo");
        assertThat(sum).withFailMessage("the line \"Oslo;-4\" is in the file 3 times, and what was added up is %s", sum).isEqualTo(new Lines(Collections.nCopies(3, "Oslo;-4")));
    }

    @Test @Order(15)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        summarize(lines(9), 3, E12_BillionRowsTest::row);
        threads.assertNobodyLeft("all lines are read, and summarize() has returned");
    }

    @ParameterizedTest @Order(16)
    @ValueSource(strings = {"S0;1", "S1;1", "S2;1"})
    void ifReadFailsSoDoesSummarize(String bad) throws Exception {
        var threads = Census.take();
        var failure = new IllegalArgumentException("no number");
        var thrown = catchThrowable(() -> summarize(lines(3), 3, line -> {
            if (line.equals(bad)) throw failure;
            return row(line);
        }));
        assertThat(thrown).withFailMessage("read() threw %s, and summarize() returned as if all were read", failure).isNotNull();
        assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                .withFailMessage("read() threw %s, and summarize() threw %s, which does not say why", failure, thrown).contains(failure);
        threads.assertNobodyLeft("read() threw an exception, and so did summarize()");
    }

    private interface Reading {
        Row read(String line) throws InterruptedException;
    }

    /** Lines of the same length, each from a station of its own. */
    private static String lines(int number) {
        return IntStream.range(0, number).mapToObj("S%d;1\n"::formatted).collect(Collectors.joining());
    }

    private static Row row(String line) { return new Row(line.split(";")[0], new Lines(List.of(line))); }

    private static Map<String, Stats> summarize(String file, int workers, Reading reading) throws Exception {
        return E12_BillionRows.summarize(file.getBytes(StandardCharsets.UTF_8), workers, line -> {
            try {
                return reading.read(line);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertEachLineOnceBesidesOthers(String longLine, int workers, String because) throws Exception {
        for (var file : List.of("Oslo;-4\n" + longLine + "Bern;11\n", longLine + "Oslo;-4\nBern;11\n", "Oslo;-4\nBern;11\n" + longLine))
            assertEachLineOnce(file, workers, because);
    }

    private static void assertEachLineOnce(String file, int workers, String because) throws Exception {
        var read = new ConcurrentLinkedQueue<String>();
        try {
            summarize(file, workers, line -> {
                read.add(line);
                return row(line);
            });
        } catch (Exception e) {
            throw new AssertionError("summarize() threw %s: %s".formatted(e instanceof ExecutionException ? e.getCause() : e, because), e);
        }
        var lines = file.lines().toList();
        for (var line : read)
            assertThat(lines.contains(line)).withFailMessage("a worker read \"%s\", which is no line of the file: %s", shown(line), because).isTrue();
        for (var line : lines) {
            int times = Collections.frequency(read, line), inFile = Collections.frequency(lines, line);
            assertThat(times).withFailMessage("the line \"%s\" was never read: %s", shown(line), because).isNotZero();
            assertThat(times).withFailMessage("the line \"%s\" was read %s instead of %s: %s", shown(line), times(times), times(inFile), because).isEqualTo(inFile);
        }
    }

    private static String times(int number) { return number == 1 ? "once" : number + " times"; }

    private static String shown(String line) { return line.length() < 100 ? line : line.substring(0, 10) + "…"; }

    /** Stats that only hold the lines that are in them. */
    private record Lines(List<String> lines) implements Stats {
        @Override public Lines plus(Stats other) {
            var both = new ArrayList<>(lines);
            both.addAll(((Lines) other).lines);
            return new Lines(both);
        }

        List<String> sorted() { return lines.stream().sorted().toList(); }

        @Override public String toString() { return sorted().toString(); }
    }

    /** Where two workers add at once if nothing keeps them from it, and whether one value was added to twice. */
    private static final class Desk {
        private final AtomicInteger added = new AtomicInteger();
        private final AtomicBoolean first = new AtomicBoolean(true), forked = new AtomicBoolean();
        private final Set<Stats> addedTo = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        /** The second part is read when somebody adds up the first one; whoever adds only at the end is not waited for long. */
        Row read(String line) throws InterruptedException {
            if (line.endsWith("3")) Patience.until(Patience.SHORT, () -> added.get() > 0);
            return new Row("Oslo", new Value(new Lines(List.of(line))));
        }

        private final class Value implements Stats {
            private final Lines lines;

            Value(Lines lines) { this.lines = lines; }

            @Override public Stats plus(Stats other) {
                added.incrementAndGet();
                if (!addedTo.add(this)) forked.set(true);
                try {
                    if (first.getAndSet(false)) Patience.until(Patience.SHORT, () -> added.get() > 1);
                    return new Value(lines.plus(((Value) other).lines));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override public String toString() { return lines.toString(); }
        }
    }
}
