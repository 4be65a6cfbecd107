package workbook;

import static workbook.E26_FindTheBottleneck.Verdict.BLOCKED;
import static workbook.E26_FindTheBottleneck.Verdict.CONNECTIONS;
import static workbook.E26_FindTheBottleneck.Verdict.CPU;
import static workbook.E26_FindTheBottleneck.Verdict.IO;
import static workbook.E26_FindTheBottleneck.Verdict.MEMORY;
import static workbook.E26_FindTheBottleneck.Verdict.NOTHING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E26_FindTheBottleneck.Evidence;
import workbook.E26_FindTheBottleneck.Place;
import workbook.E26_FindTheBottleneck.Verdict;
import workbook.proof.Proof;

@Proof
class E26_FindTheBottleneckTest {

    @ParameterizedTest @Order(1)
    @ValueSource(strings = {"Kiosk", "Alarm", "Chat", "Loop"})
    void aHealthyProgramThatIsIdle(String program) throws IOException {
        assertIs(NOTHING, program, "its workers wait for work, its doors for guests, and main for the end: nobody waits for anything that is short");
    }

    @ParameterizedTest @Order(2)
    @ValueSource(strings = {"Orders", "Report", "Importer"})
    void whoReadsIsRunnable(String program) throws IOException {
        assertIs(IO, program, "for the JVM a thread in a native read is RUNNABLE, and in the system it sleeps until data come");
    }

    @ParameterizedTest @Order(3)
    @ValueSource(strings = {"Primes", "Film", "Thumbnails", "Maps"})
    void whoComputes(String program) throws IOException {
        assertIs(CPU, program, "there are threads that run, in their own code or in that of the JDK, and one that always does so is enough: others may wait for work, or for it");
    }

    @ParameterizedTest @Order(4)
    @ValueSource(strings = {"Ledger", "Registry", "Tariffs"})
    void whoWaitsForAMonitor(String program) throws IOException {
        assertIs(BLOCKED, program, "one thread has the lock, and what it does under it is not what most threads wait for");
    }

    @ParameterizedTest @Order(5)
    @ValueSource(strings = {"Booking", "Audit"})
    void whoIsParkedForALock(String program) throws IOException {
        assertIs(BLOCKED, program, "who waits for a lock of java.util.concurrent is parked, and the dump says WAITING");
    }

    @ParameterizedTest @Order(6)
    @ValueSource(strings = {"Crawler", "Mailer", "Invoices", "Stock"})
    void whoWaitsForAPlace(String program) throws IOException {
        assertIs(CONNECTIONS, program, "some ask and are answered, and most wait until one of those gives its place back");
    }

    @ParameterizedTest @Order(7)
    @ValueSource(strings = {"Weather", "Prices"})
    void whoWaitsForAnAnswerOnAVirtualThread(String program) throws IOException {
        assertIs(IO, program, "a virtual thread that waits for an answer is parked, and the dump says WAITING; what it waits for stands deeper in the stack");
    }

    @ParameterizedTest @Order(8)
    @ValueSource(strings = {"Catalog", "Sessions", "Feed"})
    void whoWaitsForTheCollector(String program) throws IOException {
        assertIs(MEMORY, program, "its threads seem to compute, and the time goes into the collector: it finds little that is free, again and again");
    }

    @ParameterizedTest @Order(9)
    @ValueSource(strings = {"Portal"})
    void someWaitForALock(String program) throws IOException {
        assertIs(IO, program, "a few wait for a lock, and many for an answer");
    }

    @ParameterizedTest @Order(10)
    @ValueSource(strings = {"Hashes", "Scores"})
    void computingUnderALock(String program) throws IOException {
        assertIs(CPU, program, "the cores are taken: who waits for a lock would only wait for a core without it");
    }

    @ParameterizedTest @Order(11)
    @ValueSource(strings = {"Parser"})
    void computingAndCollecting(String program) throws IOException {
        assertIs(CPU, program, "every program that runs collects garbage, and this one does so in a small part of its time");
    }

    /** Programs that are less busy, or have two bottlenecks: so many times the threads of programs above. */
    @ParameterizedTest @Order(12)
    @CsvSource(delimiter = '|', textBlock = """
            0.00 | 0.42 Primes               | CPU         | threads 0.84 compute, and 0.8 are enough
            0.00 | 0.35 Primes               | NOTHING     | threads 0.7 compute, and less than 0.8 are not nearly all the time
            0.00 | 0.45 Primes + 4 Orders    | CPU         | threads 0.9 compute: that others wait, however many, takes nothing from it
            0.00 | 0.045 Orders              | IO          | threads 0.54 read, and 0.5 are enough
            0.00 | 0.035 Orders              | NOTHING     | threads 0.42 read, and less than 0.5 are too few
            0.00 | 0.1 Ledger + 2 Orders     | IO          | threads 1.5 wait for a lock, and 24 read
            0.00 | 0.06 Crawler + 0.7 Ledger | BLOCKED     | threads 2.1 wait for a permit, and 10.5 for a lock
            0.00 | 0.7 Crawler + 0.2 Ledger  | CONNECTIONS | threads 24.5 wait for a permit, and 3 for a lock
            0.30 | 1 Primes                  | CPU         | less than a third goes into the collector
            0.36 | 1 Primes                  | MEMORY      | more than a third goes into the collector
            """)
    void whatTheRulesCount(double collecting, String programs, Verdict expected, String because) throws IOException {
        var places = new ArrayList<Place>();
        for (var program : programs.split(" \\+ ")) {
            var words = program.split(" ");
            for (var place : evidence(words[1]).places) places.add(new Place(Double.parseDouble(words[0]) * place.threads(), place.state(), place.name(), place.stack()));
        }
        var verdict = E26_FindTheBottleneck.diagnose(new Evidence(collecting, places));
        if (verdict != expected) throw new AssertionError("%s, and %.2f of the CPU time goes into the collector: the bottleneck is %s, and the diagnosis is %s: %s".formatted(programs, collecting, expected, verdict, because));
    }

    @Test @Order(13)
    void placesCountTogether() throws IOException {
        for (var name : programs()) {
            var evidence = evidence(name);
            var parts = new ArrayList<Place>();             // as if each thread had been called from ten lines
            for (var place : evidence.places)
                for (int line = 0; line < 10; line++)
                    parts.add(new Place(place.threads() / 10, place.state(), place.name(), place.stack().isEmpty() ? List.of() : Stream.concat(place.stack().stream(), Stream.of("Caller.line" + line)).toList()));
            assertSame(name, evidence, parts, "%s: the diagnosis is %s, and if the threads of each place are called from ten different ones, it is %s: threads count together");
        }
    }

    @Test @Order(14)
    void namesAndOrderTellNothing() throws IOException {
        for (var name : programs()) {
            var evidence = evidence(name);
            var others = new ArrayList<>(evidence.places.stream().map(place -> new Place(place.threads(), place.state(), "thread",
                    place.stack().stream().map(frame -> frame.replaceAll("^[A-Z]\\w+\\.(.*)", "my.program.Shop.$1")).toList())).toList());
            Collections.reverse(others);
            assertSame(name, evidence, others, "%s: the diagnosis is %s, and with other names of its own classes and threads, in another order, it is %s");
        }
    }

    /**
     * From ten dumps each (jcmd PID Thread.dump_to_file) of programs on JDK 25.0.3 with 2 cores: mean number of threads,
     * state, name, stack. Places with few threads are left out, and from a long stack the frames of libraries far down.
     */
    private static Path folder() {
        for (var here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            var folder = here.resolve("exercises/src/test/resources/E26");
            if (Files.isDirectory(folder)) return folder;
        }
        throw new AssertionError("run this inside the workbook: no folder from %s up holds exercises/src/test/resources/E26".formatted(Path.of("").toAbsolutePath()));
    }

    private static List<String> programs() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString().replace(".txt", "")).filter(name -> !name.equals("every-jvm")).sorted().toList();
        }
    }

    private static void assertIs(Verdict expected, String program, String because) throws IOException {
        var evidence = evidence(program);
        var verdict = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, evidence.places));
        if (verdict != expected) throw new AssertionError("%s: the bottleneck is %s, and the diagnosis is %s: %s%n%s".formatted(program, expected, verdict, because, evidence.text));
    }

    private static void assertSame(String program, Seen evidence, List<Place> others, String message) {
        var first = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, evidence.places));
        var second = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, others));
        if (first != second) throw new AssertionError(message.formatted(program, first, second));
    }

    private record Seen(double collecting, List<Place> places, String text) {}

    private static final Pattern PLACE = Pattern.compile("(?m)^  (?<threads>[\\d.]+) (?<state>[A-Z_]+) (?<name>.*?):(?<stack>.*(\\n {8}.*)*)");

    /** The program's own threads, and those that every JVM has. */
    private static Seen evidence(String program) throws IOException {
        var text = Files.readString(folder().resolve(program + ".txt"));
        var places = PLACE.matcher(text + Files.readString(folder().resolve("every-jvm.txt"))).results().map(place -> new Place(Double.parseDouble(place.group("threads")), Thread.State.valueOf(place.group("state")),
                place.group("name"), Stream.of(place.group("stack").split("\\s+<\\s+")).map(String::strip).filter(frame -> !frame.isEmpty()).toList())).toList();
        return new Seen(Double.parseDouble(text.lines().findFirst().orElseThrow().split(" ")[2]), places, text);
    }
}
