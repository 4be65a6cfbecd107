//JAVA 25
//DESCRIPTION Measures the workbook's runner: save to verdict, start to first verdict, memory, and Maven beside it
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstdout.encoding=UTF-8
import module java.base;

/*
 * How long from a save to the verdict? Works on a copy of the checkout, with the reference answer of one exercise, which
 * changes by a comment from save to save. Maven judges the same changes. Leave the machine alone meanwhile.
 *
 * Run: ./jbang exercises/runner/Bench.java [E01] [saves]
 */
public class Bench {
    private static final int STARTS = 5, MAVEN_RUNS = 5;
    private static final int SETTLING = 5_000;  // ms
    private static final int PAUSE = 400;       // ms between a verdict and the next save: somebody thinks

    private final Path copy;
    private final String exercise;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    public static void main(String... args) throws Exception {
        var id = args.length > 0 ? args[0] : "E01";
        int saves = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        var folder = Files.createTempDirectory("bench");
        try {
            new Bench(folder, id).run(saves);
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.toList().reversed()) Files.delete(file);
            }
        }
    }

    private Bench(Path folder, String id) throws IOException {
        copy = folder;
        var root = Path.of("").toAbsolutePath();
        for (var part : List.of("exercises/src", "exercises/hints", "exercises/pom.xml", "exercises/runner", "solutions", ".mvn", "mvnw", "pom.xml", "jbang", "jbang-catalog.json"))
            copyAll(root.resolve(part), copy.resolve(part));
        try (var files = Files.list(copy.resolve("exercises/src/main/java/workbook"))) {
            exercise = files.map(file -> file.getFileName().toString().replace(".java", "")).filter(name -> name.startsWith(id)).findFirst().orElseThrow();
        }
    }

    /** All others count as solved, so that the runner opens the one that is measured. */
    private void solveOthers() throws IOException {
        Files.createDirectories(copy.resolve(".workbook"));
        try (var files = Files.list(copy.resolve("solutions"))) {
            var others = files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("E") && !name.equals(exercise));
            Files.write(copy.resolve(".workbook/progress"), others.map(other -> other + " passed=2026-01-01T00:00:00Z").toList());
        }
    }

    private void run(int saves) throws Exception {
        save(0);
        var first = start();        // it has to compile everything, the runner itself and the kit too,
        Thread.sleep(SETTLING);     // and gets ready for the next one
        stop(first);
        var starts = new ArrayList<Long>();
        var edited = new ArrayList<Long>();
        for (int i = 1; i <= STARTS; i++) {
            stop(timed(starts));
            save(-i);
            stop(timed(edited));
        }
        var runner = start();
        var times = new ArrayList<Long>();
        var tests = new ArrayList<Long>();
        for (int i = 1; i <= saves; i++) {
            Thread.sleep(PAUSE);
            long start = System.nanoTime();
            save(i);
            tests.add(verdict());
            times.add(System.nanoTime() - start);
        }
        long memory = memory(runner);
        stop(runner);
        var maven = new ArrayList<Long>();
        for (int i = 1; i <= MAVEN_RUNS; i++) {
            save(saves + i);
            long start = System.nanoTime();
            maven();
            maven.add(System.nanoTime() - start);
        }
        IO.println("%s, %d saves, %d cores, JDK %s%n".formatted(exercise, saves, Runtime.getRuntime().availableProcessors(), System.getProperty("java.version")));
        row("save to verdict", times, 1e6);
        row("  of it the tests", tests, 1);
        row("start to first verdict", starts, 1e6);
        row("  after an edit", edited, 1e6);
        row("the same save by Maven", maven, 1e6);
        IO.println("  %-24s %,8.1f×".formatted("Maven / runner", (double) median(maven) / median(times)));
        IO.println("  %-24s %,8d MiB  (all its JVMs; what they share counted once)".formatted("memory", memory));
    }

    private static void row(String name, List<Long> times, double unit) {
        IO.println("  %-24s %,8.0f ms   [%,.0f to %,.0f]".formatted(name, median(times) / unit, Collections.min(times) / unit, Collections.max(times) / unit));
    }

    private static long median(List<Long> times) { return times.stream().sorted().toList().get(times.size() / 2); }

    private void save(int number) throws IOException {
        var answer = Files.readString(copy.resolve("solutions/%s/reference/%s.java".formatted(exercise, exercise)));
        Files.writeString(copy.resolve("exercises/src/main/java/workbook/" + exercise + ".java"), answer + "// save " + number + "\n");
    }

    private Process timed(List<Long> times) throws Exception {
        long start = System.nanoTime();
        var runner = start();
        times.add(System.nanoTime() - start);
        return runner;
    }

    /** Starts the runner, and waits for its first verdict. */
    private Process start() throws IOException, InterruptedException {
        solveOthers();
        var process = new ProcessBuilder(copy.resolve("jbang").toString(), "workbook").directory(copy.toFile()).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));     // also if this ends too early
        Thread.ofPlatform().daemon().start(() -> {
            try (var out = process.inputReader()) {
                out.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                // it was stopped
            }
        });
        verdict();
        return process;
    }

    private static void stop(Process runner) throws InterruptedException {
        runner.destroy();
        runner.waitFor();
        Thread.sleep(1_000);        // its judges end a moment later
    }

    /** Waits for a verdict and returns how many ms the tests took. */
    private long verdict() throws InterruptedException {
        for (String line; ; ) {
            line = lines.poll(2, TimeUnit.MINUTES);
            if (line == null || line.startsWith("✘")) throw new IllegalStateException("the reference answer does not pass: " + line);
            if (line.startsWith("✔ passed")) return Long.parseLong(line.replaceAll(".* in ([\\d,]+) ms.*", "$1").replace(",", ""));
        }
    }

    private void maven() throws Exception {
        var process = new ProcessBuilder(copy.resolve("mvnw").toString(), "-q", "-f", "exercises", "test", "-Dtest=" + exercise.substring(0, 3) + "*")
                .directory(copy.toFile()).redirectErrorStream(true).redirectOutput(copy.resolve("maven.log").toFile()).start();
        if (process.waitFor() != 0) throw new IllegalStateException(Files.readString(copy.resolve("maven.log")));
    }

    /** In MiB, as Linux counts it for each process: its own pages, and its share of those that several map. */
    private static long memory(Process runner) throws IOException {
        long kib = 0;
        for (var process : Stream.concat(Stream.of(runner.toHandle()), runner.descendants()).toList()) {
            var rollup = Path.of("/proc/" + process.pid() + "/smaps_rollup");
            if (Files.exists(rollup)) for (var line : Files.readAllLines(rollup)) if (line.startsWith("Pss:")) kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
        return kib / 1024;
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/target/")).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
