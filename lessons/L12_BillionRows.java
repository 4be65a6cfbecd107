//JAVA 25+
//DEPS org.duckdb:duckdb_jdbc:2.0.0.1
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED -Xmx1g
/*
 * L12 · Billion rows       The first run fetches DuckDB (77 MB) and makes a file of rows in ~/.cache (140 MB).
 * Question   Coldest, mean and hottest of each station in a long file: what do the cores give, and what the algorithm?
 * Predict    how many times faster than a database made for such questions your own code can be
 * Run        jbang 12     or, with this file alone: jbang L12_BillionRows.java
 * Try next   --rows=100000000: a tenth of a billion, 1.4 GB. What stays as it is?
 */
import java.lang.management.ManagementFactory;
void main(String... args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> { System.err.println("jbang: " + (e instanceof LinkageError ? "DuckDB cannot be unpacked and loaded: " + e.getCause() : e.toString().replaceAll("^java[a-z.]*\\.(IOException: )?", ""))); System.exit(1); });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { for (var left : new File(System.getProperty("java.io.tmpdir")).listFiles((_, name) -> name.startsWith("libduckdb_java"))) left.delete(); }));
    int wide = Math.max(2, Runtime.getRuntime().availableProcessors());
    var file = rows(open(args, "L12 · Billion rows", "%,d rows of a station and a temperature. The coldest, mean and hottest of each station: what do the cores give, and what the algorithm?",
            new Size("rows", 10_000_000, 1_000_000, 1_000, 150_000_000))[0]);    // Files.lines() cannot split more than 2 GiB
    var answers = new HashSet<String>();                     // of all runs: one, if all agree
    var names = List.of("stream, one thread", "parallel stream", "mapped file, one thread", "mapped file, fork/join", "DuckDB, all cores");
    var runs = Stream.<Callable<Map<String, IntSummaryStatistics>>>of(() -> stream(Files.lines(file)), () -> stream(Files.lines(file).parallel()),
            () -> mapped(file, 1), () -> mapped(file, wide), () -> duckDB(file)).map(run -> new OnCores(() -> answers.add(new TreeMap<>(run.call()).toString()))).toList();
    var ms = measure(IntStream.range(0, 5).mapToObj(m -> new Model(names.get(m), runs.get(m))).toArray(Model[]::new));
    var awk = awk(file, answers);
    IO.println("\n  model                        time   cores used   speed-up");
    for (int m = 0; m < 5; m++)
        IO.println("  %-23s%,7.0f ms   %10.1f   %7.1f×".formatted(names.get(m), median(ms[m]), runs.get(m).cores(), median(faster(ms[0], ms[m]))));
    IO.println(awk.isEmpty() ? "  no awk here                      –            –          –\n" : "  %-23s%,7.0f ms   %10s   %7.1f×\n".formatted("awk, once", awk.getAsDouble(), "–", median(ms[0]) / awk.getAsDouble()));
    say("You saw", answers.size() == 1 ? "✔ all models agree in all runs: count, min, mean and max of each station" : "✘ the models gave %d different answers".formatted(answers.size()),
            shownOnCores(runs.get(1), wide, "the cores, in a stream: " + wide + " workers are %s× faster than one", faster(ms[0], ms[1]), 1.5, "one core does one thing at a time, and few rows are soon done"),
            shown("the algorithm, on one thread: the mapped file is %s× faster than the stream", faster(ms[0], ms[2]), 2, "few rows are soon done"),
            shownOnCores(runs.get(3), wide, "the cores, on the mapped file: " + wide + " workers are %s× faster than one", faster(ms[2], ms[3]), 1.5, "one core does one thing at a time, and few rows are soon done"),
            shown("the mapped file on fork/join is %s× faster than DuckDB", faster(ms[4], ms[3]), 2, "few rows are soon done"));
    say("Why", """
            From the first model to the fourth it is %.1f×: the algorithm gave %.1f×, the cores %.1f×. The stream makes objects of each row; the scan reads bytes where the \
            file is mapped. (A parallel stream of lines maps it, too, so it may gain more than the cores.) No chunk ends within a line, so workers share nothing. DuckDB is opened anew in each run and reads any CSV file; the scan reads this one.""".formatted(median(faster(ms[0], ms[3])), median(faster(ms[0], ms[2])), median(faster(ms[2], ms[3]))));
    say("Next", "exercise E12 · guide: CPU-bound work · try: ./jbang 12 --rows=100000000");
}

// tag::models[]
/** What one writes first. It counts tenths of a degree, as all models do: a sum of whole numbers is the same in any order. */
Map<String, IntSummaryStatistics> stream(Stream<String> lines) {
    try (lines) { return lines.map(line -> line.split(";")).collect(Collectors.groupingBy(row -> row[0], Collectors.summarizingInt(row -> (int) Math.round(10 * Double.parseDouble(row[1]))))); }
}

/** Maps the file into memory and cuts it into chunks, each to the end of a line; whoever is free scans the next one. */
Map<String, IntSummaryStatistics> mapped(Path file, int workers) throws Exception {
    try (var channel = FileChannel.open(file); var arena = Arena.ofShared(); var pool = new ForkJoinPool(workers)) {
        var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        var cuts = LongStream.rangeClosed(0, 64).map(i -> LongStream.iterate(bytes.byteSize() * i / 64, at -> at + 1)
                .filter(at -> at == 0 || bytes.get(ValueLayout.JAVA_BYTE, at - 1) == '\n').findFirst().getAsLong()).toArray();
        var chunks = IntStream.range(0, 64).<Callable<Map<String, IntSummaryStatistics>>>mapToObj(i -> () -> scan(bytes, cuts[i], cuts[i + 1])).toList();
        return pool.invokeAll(chunks).stream().flatMap(chunk -> chunk.resultNow().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (some, more) -> { some.combine(more); return some; }));
    }
}

record Slot(MemorySegment name, IntSummaryStatistics all) {}   // a station is found by the bytes of its name: no row becomes an object
Map<String, IntSummaryStatistics> scan(MemorySegment bytes, long from, long to) {
    var slots = new Slot[4096];                              // ten for each station: few want the same one
    for (long at = from, name = at, end = at; at < to; name = at) {
        int hash = 0, tenths = 0, sign = 1, i;
        for (byte b; (b = bytes.get(ValueLayout.JAVA_BYTE, end = at++)) != ';'; ) hash = 31 * hash + b;
        for (byte b; (b = bytes.get(ValueLayout.JAVA_BYTE, at++)) != '\n'; ) if (b == '-') sign = -1; else if (b != '.') tenths = 10 * tenths + b - '0';
        for (i = (hash ^ hash >>> 15) & 4095; slots[i] != null && MemorySegment.mismatch(bytes, name, end, slots[i].name, 0, slots[i].name.byteSize()) >= 0; ) i = i + 1 & 4095;
        if (slots[i] == null) slots[i] = new Slot(bytes.asSlice(name, end - name), new IntSummaryStatistics());
        slots[i].all.accept(sign * tenths);
    }
    return Stream.of(slots).filter(Objects::nonNull).collect(Collectors.toMap(slot -> new String(slot.name.toArray(ValueLayout.JAVA_BYTE)), Slot::all));
}

Map<String, IntSummaryStatistics> duckDB(Path file) throws Exception {
    try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:"); var statement = connection.createStatement()) {
        var rows = statement.executeQuery("select column0, count(*), (10 * min(column1))::int, (10 * max(column1))::int, (10 * sum(column1))::bigint from '" + file + "' group by 1");
        var all = new HashMap<String, IntSummaryStatistics>();
        while (rows.next()) all.put(rows.getString(1), new IntSummaryStatistics(rows.getLong(2), rows.getInt(3), rows.getInt(4), rows.getLong(5)));
        return all;
    }
}
// end::models[]

/** A line of awk for each row, in a process of its own; ms, or nothing where there is no awk. Once, for it takes long. */
OptionalDouble awk(Path file, Set<String> answers) {
    var program = "{ t = 10 * $2; s[$1] += t; if (!n[$1]++ || t < a[$1]) a[$1] = t; if (n[$1] == 1 || t > b[$1]) b[$1] = t } END { for (k in n) printf \"%s;%d;%.0f;%.0f;%.0f\\n\", k, n[k], a[k], b[k], s[k] }";
    long start = System.nanoTime();
    try (var all = new ProcessBuilder("awk", "-F;", program, file.toString()).start().inputReader(StandardCharsets.UTF_8)) {
        answers.add(new TreeMap<>(all.lines().map(line -> line.split(";")).collect(Collectors.toMap(row -> row[0],
                row -> new IntSummaryStatistics(Long.parseLong(row[1]), Integer.parseInt(row[2]), Integer.parseInt(row[3]), Long.parseLong(row[4]))))).toString());
        return OptionalDouble.of((System.nanoTime() - start) / 1e6);
    } catch (IOException noAwk) { return OptionalDouble.empty(); }
}

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

record Model(String name, Callable<?> run) {}

/** Prints the head and returns the sizes to use; --help and bad input end the program here. */
int[] open(String[] args, String title, String question, Size... sizes) {
    Locale.setDefault(Locale.ROOT);
    var usage = "usage: jbang %s [--quick]".formatted(title.substring(1, 3));
    for (var size : sizes) usage += " [--%s=%d (%d to %d)]".formatted(size.name, size.normal, size.min, size.max);
    var unknown = new ArrayList<>(List.of(args));
    var values = Stream.of(sizes).mapToInt(unknown.remove("--quick") ? Size::quick : Size::normal).toArray();
    for (int s = 0; s < sizes.length; s++)
        for (var arg : args) {
            int value = arg.matches("--" + sizes[s].name + "=\\d{1,9}") ? Integer.parseInt(arg.replaceAll("\\D", "")) : -1;
            if (value >= sizes[s].min && value <= sizes[s].max && unknown.remove(arg)) values[s] = value;
        }
    for (var arg : unknown) {
        if (arg.equals("--help")) IO.println(title + "\n" + usage);
        else System.err.println("jbang: cannot use '%s' here; %s".formatted(arg, usage));
        System.exit(arg.equals("--help") ? 0 : 2);
    }
    var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    IO.println("%-38s %d core%s · %d GiB · JDK %s · %s".formatted(title, os.getAvailableProcessors(), os.getAvailableProcessors() == 1 ? "" : "s",
            os.getTotalMemorySize() >> 30, Runtime.version().toString().split("[+-]")[0], System.getProperty("os.name")));
    say("Question", question.formatted(IntStream.of(values).boxed().toArray()));
    return values;
}

boolean terminal() { return System.console() != null && System.console().isTerminal(); }

/** Warms each model up for 0.1 s or one run, then runs them in turn, 3 rounds; wall times in ms, by model and round. */
double[][] measure(Model... models) throws Exception {
    var ms = new double[models.length][3];
    for (int round = -1; round < 3; round++)
        for (int m = 0; m < models.length; m++) {
            if (terminal()) System.err.printf("\r  %s: %-60s\r", round < 0 ? "warming up" : "round " + (round + 1) + " of 3", models[m].name);
            long start = System.nanoTime(), warm = round < 0 ? start + 100_000_000 : start;
            do models[m].run.call(); while (System.nanoTime() < warm);
            if (round >= 0) ms[m][round] = (System.nanoTime() - start) / 1e6;
        }
    if (terminal()) System.err.printf("%79s\r", "");
    return ms;
}

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

/** How many times faster b was than a, round by round. */
double[] faster(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray();
}

/** One result: ✔ all rounds reached the bound, ✘ none did, – they disagree. The claim's %s is the number. */
String shown(String claim, double[] seen, double bound, String otherwise) {
    double least = DoubleStream.of(seen).min().getAsDouble(), most = DoubleStream.of(seen).max().getAsDouble();
    if (least >= bound) return ("✔ " + claim.formatted("%,.1f".formatted(median(seen))) + " [%,.1f to %,.1f in %d rounds]".formatted(least, most, seen.length)).replaceAll("(\\d{3})\\.\\d\\b", "$1");
    var range = (claim.formatted("%,.2f to %,.2f".formatted(least, most)) + "; it counts from %,.2f".formatted(bound)).replaceAll("(\\d{3})\\.\\d\\d\\b", "$1");
    return most < bound ? "✘ not shown here: " + range + "; " + otherwise : "– inconclusive: " + range + "; the rounds disagree";
}

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}

/** A model whose runs also tell how many cores they had: CPU time of this process over wall time. */
record OnCores(Callable<?> run, List<Double> had) implements Callable<Object> {
    OnCores(Callable<?> run) { this(run, new ArrayList<>()); }

    public Object call() throws Exception {
        var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        long cpu = os.getProcessCpuTime(), wall = System.nanoTime();
        var result = run.call();
        had.add((double) (os.getProcessCpuTime() - cpu) / (System.nanoTime() - wall));
        return result;
    }

    /** Of the last 3 runs, the median. */
    double cores() { return had.subList(Math.max(0, had.size() - 3), had.size()).stream().sorted().toList().get(Math.min(1, had.size() - 1)); }
}

/** As shown(), but ✘ where there are too few cores, and – where the workers got less than 85 % of one each: then other programs decide, not the model. */
String shownOnCores(OnCores model, int workers, String claim, double[] seen, double bound, String otherwise) {
    var said = claim.formatted("%,.1f".formatted(median(seen)));
    return Runtime.getRuntime().availableProcessors() < workers ? "✘ not shown here: " + said + "; " + otherwise : model.cores() >= 0.85 * workers
            ? shown(claim, seen, bound, otherwise) : "– inconclusive: " + said + "; %d workers had only %.1f cores: other programs had the rest".formatted(workers, model.cores());
}

/** A file of so many rows "station;temperature", the same ones each time: made once, and kept in the reader's cache folder. */
Path rows(int rows) throws IOException {
    Path cache = Path.of(Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache"), "concurrency-workbook"), file = cache.resolve("rows-%d.csv".formatted(rows)), part = cache.resolve(ProcessHandle.current().pid() + ".part");
    for (var left : Files.createDirectories(cache).toFile().listFiles((_, name) -> name.matches("\\d+.part") && ProcessHandle.of(Long.parseLong(name.replace(".part", ""))).isEmpty())) left.delete();
    if (Files.exists(file)) return file;
    if (cache.toFile().getUsableSpace() < 15L * rows) throw new IOException("%s needs %,d MB of free disk; XDG_CACHE_HOME names another folder".formatted(file, 15L * rows / 1_000_000 + 1));
    part.toFile().deleteOnExit();                               // also on Ctrl-C
    if (terminal()) System.err.printf("  writing %,d rows …\r", rows);
    try (var out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
        var random = new SplittableRandom(42);
        var names = "Ka Lo Mi Nu Ra Se Tor Vik Né Pø Rü São 京 by dal ey gard holm la nes ton vik".split(" ");
        var lines = random.ints(1 << 17, 0, 413).mapToObj(i -> (names[i % 13] + names[i / 13 % 13].toLowerCase() + names[13 + i % 9] + ";" + (i - 106 + random.nextInt(-294, 295)) / 10.0 + "\n").getBytes()).toArray(byte[][]::new);
        for (int row = 0; row < rows; row++) out.write(lines[random.nextInt(lines.length)]);
    }
    say("Note", "Made once, %,d MB: %s. Delete it whenever you like.".formatted(Files.size(part) / 1_000_000, file));
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);      // complete, or not there at all
}
