//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L10 · Compression
 *
 * Question   A file, cut into blocks that workers compress side by side: how much faster, and what does it cost in size?
 * Predict    how many times faster one worker per core is than one worker
 * Run        jbang 10     or, with this file alone: jbang L10_Compression.java
 * Try next   --file=PATH: what does a file of yours gain?   --block=16: from which size on do blocks cost little?
 */
import java.lang.management.ManagementFactory;
import java.util.zip.*;

void main(String... args) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors(), wide = Math.max(2, cores);
    var file = Stream.of(args).filter(arg -> arg.startsWith("--file=")).map(arg -> new File(arg.substring(7))).filter(f -> f.isFile() && f.canRead() && f.length() > 0).findFirst();
    int[] most = new int[4], size = open(Stream.of(args).filter(arg -> file.isEmpty() || !arg.startsWith("--file=")).toArray(String[]::new),     // it refuses what is no usable file
            "L10 · Compression" + (List.of(args).contains("--help") ? "; --file=PATH takes a file of yours" : ""),
            "A file in blocks of %2$,d KiB, which " + wide + " workers compress side by side. How much faster, and what does it cost in size?",
            new Size("mb", Math.clamp(30 * wide, 60, 256), 4, 1, 1_000), new Size("block", 256, 256, 2, 1_024));
    var folder = temporary(file.map(f -> 5 * f.length()).orElse(6_000_000L * size[0]) * 21 / 20);       // 5 % more, should nothing be gained
    var input = file.isPresent() ? file.get().toPath() : text(folder.resolve("text"), size[0]);
    if (file.isPresent()) say("Note", "Each model compresses all of your file 4 times; Ctrl-C ends it.");
    var names = List.of("one thread, one stream", "fixed pool of 1", "fixed pool of " + wide, "the same, 1 KiB each");
    var out = names.stream().map(name -> folder.resolve(name + ".gz")).toList();
    var runs = Stream.<Callable<?>>of(() -> stream(input, out.get(0)), () -> most[1] = blocks(input, out.get(1), 1, size[1]),
            () -> most[2] = blocks(input, out.get(2), wide, size[1]), () -> most[3] = blocks(input, out.get(3), wide, 1)).map(OnCores::new).toList();
    var ms = measure(IntStream.range(0, 4).mapToObj(m -> new Model(names.get(m), runs.get(m))).toArray(Model[]::new));
    if (terminal()) System.err.print("  unpacking and comparing …\r");
    boolean same = Files.mismatch(out.get(1), out.get(2)) == -1;
    for (var gz : out) try (var in = new GZIPInputStream(Files.newInputStream(gz), 1 << 16)) {
        Files.copy(in, folder.resolve("unpacked"), StandardCopyOption.REPLACE_EXISTING);
        same &= Files.mismatch(input, folder.resolve("unpacked")) == -1;
    }
    var gunzip = gunzip(out.get(2));
    if (terminal()) System.err.printf("%79s\r", "");
    double[] mb = Stream.concat(out.stream(), Stream.of(input)).mapToDouble(path -> path.toFile().length() / 1e6).toArray();
    IO.println("\n  model                       time  speed-up  cores used        size  in flight");
    for (int m = 0; m < 4; m++)
        IO.println("  %-22s %,6.0f ms  %7.2f×  %10.1f  %,6.2f MB  %s".formatted(names.get(m), median(ms[m]), median(faster(ms[0], ms[m])), runs.get(m).cores(), mb[m], m == 0 ? "–" : most[m] + " blocks" + (m == 3 ? "\n" : "")));
    say("You saw",
            same ? "✔ unpacked, each result is the input again; 1 and %d workers write the same file".formatted(wide) : "✘ a result is not the input when unpacked: did the input change meanwhile?",
            gunzip,
            shownOnCores(runs.get(2), wide, wide + " workers are %s× faster than one, both with blocks", faster(ms[1], ms[2]), 1.7, cores == 1 ? "one core does one thing at a time" : "too few blocks, or a busy machine"),
            (mb[2] <= 1.1 * mb[0] ? "✔" : "✘ not shown here:") + " blocks of %d KiB cost %.1f %% in size; it counts up to 10 %%%s".formatted(size[1], 100 * mb[2] / mb[0] - 100, mb[2] <= 1.1 * mb[0] ? "" : "; larger ones cost less"),
            (mb[3] >= 1.5 * mb[0] ? "✔" : "✘ not shown here:") + " blocks of 1 KiB make the result %.1f× as large; it counts from 1.5%s".formatted(mb[3] / mb[0], mb[3] >= 1.5 * mb[0] ? "" : "; this file has little to lose"));
    say("Why", """
            Each block becomes a gzip file of its own, and gzip files one after the other are a gzip file: no worker waits for another. But each block begins with nothing \
            to refer to, and that costs size. One thread reads and writes, in order. It reads on only when the oldest block is written: a slow block holds the reading \
            back, and memory is bounded, however large the file: of %,.1f MB here at most %d blocks (%,d KiB) were in hand. They became %,.1f MB.""".formatted(mb[4], most[2], most[2] * size[1], mb[2]));
    say("Next", "exercise E10 · guide: CPU-bound work · try: ./jbang 10 --file=PATH");
}

// tag::models[]
/** The usual way: one stream, in which each byte may refer to the 32 KiB before it. */
long stream(Path input, Path output) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(output), 1 << 16)) { return Files.copy(input, out); }
}

/** This thread reads and writes, the workers compress. Returns the most blocks in flight: read, and not yet written. */
int blocks(Path input, Path output, int workers, int kib) throws Exception {
    int most = 0;
    var inFlight = new ArrayDeque<Future<byte[]>>();                        // in the order of the input
    try (var in = Files.newInputStream(input); var out = Files.newOutputStream(output); var pool = Executors.newFixedThreadPool(workers)) {
        for (var block = in.readNBytes(kib << 10); block.length > 0; block = in.readNBytes(kib << 10)) {
            var plain = block;
            inFlight.add(pool.submit(() -> gzip(plain)));
            most = Math.max(most, inFlight.size());
            if (inFlight.size() == 4 * workers) out.write(inFlight.remove().get());     // waits for the oldest, whoever else is done
        }
        for (var rest : inFlight) out.write(rest.get());
    }
    return most;
}

byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream(plain.length);
    try (var out = new GZIPOutputStream(bytes)) { out.write(plain); }
    return bytes.toByteArray();
}
// end::models[]

/** What gunzip says about a file, where there is one. */
String gunzip(Path gz) throws Exception {
    try {
        return new ProcessBuilder("gunzip", "-t").redirectInput(gz.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0 ? "✔ gunzip -t accepts the blocks" : "✘ gunzip -t refuses the blocks";
    } catch (IOException e) { return "– no gunzip here: only the JDK has unpacked the blocks"; }
}

/** About so many MB of made-up phrases, the first far more frequent than the last; always the same. */
Path text(Path file, int mb) throws IOException {
    var random = new Random(10);
    var phrases = Stream.generate(() -> random.ints(3, 0, 1 << 30).mapToObj(n -> Integer.toString(n >> n % 20, 36)).collect(Collectors.joining(" "))).limit(2_000).toList();
    return Files.write(file, () -> random.doubles((long) (mb * 1e6 / 15.5)).<CharSequence>mapToObj(x -> phrases.get((int) (2_000 * x * x * x))).iterator());
}

/** A folder with room for so many bytes, which goes when the program ends, also by Ctrl-C. */
Path temporary(long bytes) throws IOException {
    var folder = new File(System.getProperty("java.io.tmpdir"), "L10-" + System.nanoTime());
    synchronized (this) { Runtime.getRuntime().addShutdownHook(new Thread(() -> {    // it waits until the folder is there
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> {}); ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        synchronized (this) { for (int turn = 0; turn < 1_000 && folder.exists() && !folder.delete(); turn++) for (var left : folder.listFiles()) left.delete(); }
    })); Files.createDirectory(folder.toPath()); }
    long free = folder.getUsableSpace(), mb = 1_000_000;
    if (free < bytes) { System.err.printf("jbang: the results need up to %,d MB, and %s has %,d free; another folder: -Djava.io.tmpdir=…%n", bytes / mb, folder.getParent(), free / mb); System.exit(1); }
    return folder.toPath();
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
