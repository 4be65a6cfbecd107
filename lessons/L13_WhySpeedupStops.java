//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xmx1g
/*
 * L13 · Why speed-up stops
 *
 * Question   Work is split among as many workers as cores. What keeps them from being as many times faster than one?
 * Predict    how many times faster they are when a quarter of the work has to be done alone
 * Run        jbang 13     or, with this file alone: jbang L13_WhySpeedupStops.java
 * Try next   --steps=1000: from which size on does a task pay now?   --millions=5: what do the workers themselves cost?
 */
import java.lang.management.ManagementFactory;
final int wide = Math.max(2, Runtime.getRuntime().availableProcessors());
final ForkJoinPool pool = new ForkJoinPool(wide);
final Set<String> wrong = new TreeSet<>();                   // experiments whose models did not compute the same

void main(String... args) throws Exception {
    int[] size = open(args, "L13 · Why speed-up stops", "%,d million steps of work, or elements of %,d steps each. What keeps " + wide + " workers from being "
            + wide + "× faster than one?", new Size("millions", 500, 25, 5, 2_000), new Size("steps", 10, 10, 1, 10_000));
    int items = size[0] * 1_000, n = size[0] * 50_000 / wide * wide, steps = size[1], elements = Math.clamp(8L * n / steps, 10_000, 10_000_000);
    LongBinaryOperator parts = (from, to) -> LongStream.range(from, to).map(p -> part(p, items)).sum(), each = (from, to) -> work(from, to, 1);
    var serial = experiment("1 a serial part", IntStream.of(100, 0, 10, 25, 50, 75).mapToObj(alone -> row(alone + " % done alone",
            1 / (alone / 100.0 + (1 - alone / 100.0) / wide), () -> serialPart(items / 100 * alone, items))));
    var sums = experiment("2 contention", Stream.of(row("one worker", 1, () -> split(1, n, each)), row("an own sum for each", wide, () -> split(wide, n, each)),
            row("a LongAdder for all", wide, () -> { var sum = new LongAdder(); return oneSum(n, sum::add, sum::sum); }),
            row("an AtomicLong for all", wide, () -> { var sum = new AtomicLong(); return oneSum(n, sum::addAndGet, sum::get); })));
    var lines = experiment("3 false sharing", Stream.of(row("one worker", 1, () -> counters(1, n, 64, 1)),
            row("counters far apart", wide, () -> counters(wide, n, 64, 1)), row("counters side by side", wide, () -> counters(wide, n, 1, wide))));
    var tasks = experiment("4 task size", IntStream.of(Integer.MAX_VALUE, 500_000, 10_000, 100, 10, 1).mapToObj(most -> row(most > 500_000 ? "one worker, a loop" : "fork/join, %,d each".formatted(most),
            Math.clamp((double) elements / most, 1, wide), () -> pool.submit(() -> forkJoin(0, elements, most, steps)).get())));
    var splits = experiment("5 bad splits", Stream.of(row("one worker", 1, () -> split(1, 1_000, parts)), row("as many parts for each", wide * wide / (2 * wide - 1.0), () -> split(wide, 1_000, parts)),
            row("the free take the next", wide, () -> { var next = new AtomicLong(); return split(wide, wide, (_, _) -> takeNext(next, items)); }),
            row("parallel stream", wide, () -> IntStream.range(0, 1_000).parallel().mapToLong(p -> part(p, items)).sum())));
    IO.println();
    var curve = IntStream.range(0, 3).mapToDouble(i -> Stream.of(serial).map(row -> serial[0].ms[i] / row.ms[i] / row.law).mapToDouble(fit -> 100 * Math.min(fit, 1 / fit)).min().getAsDouble()).toArray();
    say("You saw", wrong.isEmpty() ? "✔ in each experiment all models computed the same" : "✘ models did not compute the same: " + wrong,
            seen(serial[1], "a serial part: the worst of 5 points fits Amdahl's law to %s %%", curve, 85, "one core does one thing at a time"),
            shown("a sum for each worker, joined at the end, is %s× faster than a LongAdder for all", faster(sums[2].ms, sums[1].ms), 1.5, "adding costs little here"),
            seen(sums[3], "contention: a LongAdder is %s× faster than an AtomicLong", faster(sums[3].ms, sums[2].ms), 1.5, "on one core no two workers are at it at once"),
            seen(lines[2], "false sharing: counters far apart are %s× faster", faster(lines[2].ms, lines[1].ms), 1.5, "on one core the line stays in its cache"),
            shown("task size: a loop is %s× faster than a task for each element", faster(tasks[5].ms, tasks[0].ms), 1.5, "an element is work enough for a task"),
            seen(splits[2], "bad splits: to take the next when free is %s× faster than as many parts for each", faster(splits[1].ms, splits[2].ms), 1.25, "one core does all the parts"));
    say("Why", """
            Amdahl's law: what is done alone stays, so with a quarter of it no number of workers gets beyond 4×. The others are no laws but mistakes. A sum that all \
            write is a serial part, and so is a cache line. An element took %,.0f ns in the loop, and %,.0f ns as a task. All wait for the largest share: here one of %d \
            has %.0f %% of the work; a parallel stream cuts into more shares than that, but not into as many as parts. Memory is a further bound, which this lesson does not measure.
            """.formatted(median(tasks[0].ms) * 1e6 / elements, median(tasks[5].ms) * 1e6 / elements, wide, 100 / splits[1].law));
    say("Next", "exercise E13 · guide: The laws · try: ./jbang 13 --steps=1000");
}

// tag::models[]
/** The first items are done alone, then the workers share the rest. */
long serialPart(int first, int items) throws Exception { return work(0, first, 1_000) + split(wide, items - first, (from, to) -> work(first + from, first + to, 1_000)); }
long oneSum(int n, LongConsumer sum, LongSupplier total) throws Exception { return split(wide, n, (from, to) -> { for (long x = from; x < to; x++) sum.accept(mix(x, 1)); return 0; }) + total.getAsLong(); }

/** Each worker counts in 8 counters of its own; only their places differ. */
long counters(int workers, int n, int apart, int next) throws Exception {
    var counters = new long[64 * Math.max(8, workers)];
    split(workers, workers, (w, _) -> { for (int i = 0; i < n / workers; i++) counters[(int) w * apart + i % 8 * next]++; return 0; });
    return LongStream.of(counters).sum();
}

/** A task with more than so many elements hands out half of them. */
long forkJoin(int from, int to, int most, int steps) {
    if (to - from <= most) return work(from, to, steps);
    var half = ForkJoinTask.adapt(() -> forkJoin((from + to) / 2, to, most, steps)).fork();
    return forkJoin(from, (from + to) / 2, most, steps) + half.join();
}
long takeNext(AtomicLong next, int items) { long sum = 0; for (long p; (p = next.getAndIncrement()) < 1_000; ) sum += part(p, items); return sum; }
// end::models[]
/** One of 1,000 parts, each of which is more work than the one before; a sum of work; and a piece of it. */
long part(long part, int items) { return mix(part, (int) (part * items / 1_000)); }
long work(long from, long to, int steps) { long sum = 0; for (long x = from; x < to; x++) sum += mix(x, steps); return sum; }
long mix(long x, int steps) { for (int s = 0; s < steps; s++) x = (x ^ x >>> 7) * 31; return x; }

/** So many workers, each with the same share of n; the sum of what they return. */
long split(int workers, long n, LongBinaryOperator share) throws Exception {
    var shares = IntStream.range(0, workers).<Callable<Long>>mapToObj(w -> () -> share.applyAsLong(n * w / workers, n * (w + 1) / workers)).toList();
    try (var pool = Executors.newFixedThreadPool(workers)) { return pool.invokeAll(shares).stream().mapToLong(Future::resultNow).sum(); }
}

/** A model, how many times faster than the first its law lets it be, and its times. */
record Row(String name, double law, OnCores run, double[] ms) {}
Row row(String name, double law, Callable<?> run) { return new Row(name, law, new OnCores(run), new double[3]); }
String seen(Row row, String claim, double[] seen, double bound, String oneCore) {
    return shownOnCores(row.run, wide, claim, seen, bound, Runtime.getRuntime().availableProcessors() > 1 ? "the cores of this machine behave in another way" : oneCore);
}

/** Measures models that compute the same, and prints each: █ is its speed-up, ░ what its law allows beyond. Cores of short runs are guesses. */
Row[] experiment(String name, Stream<Row> models) throws Exception {
    var rows = models.toArray(Row[]::new);
    var results = new HashSet<Object>();
    var ms = measure(Stream.of(rows).map(row -> new Model(name + ", " + row.name, () -> results.add(row.run.call()))).toArray(Model[]::new));
    if (results.size() > 1) wrong.add(name);
    IO.println("\n  %-24s  %8s  %10s  %8s  %7s".formatted(name, "time", "cores used", "speed-up", "at best"));
    for (int r = 0; r < rows.length; r++) {
        System.arraycopy(ms[r], 0, rows[r].ms, 0, 3);
        double gain = median(faster(ms[0], ms[r])), bar = Math.min(12, 12 * gain / wide), law = 12 * rows[r].law / wide;
        IO.println("  %-24s  %,5.0f ms  %10s  %7.2f×  %6.2f×  %s".formatted(rows[r].name, median(ms[r]), median(ms[r]) < 100 ? "–" : "%.1f".formatted(rows[r].run.cores()), gain, rows[r].law,
                "█".repeat((int) Math.round(bar)) + "░".repeat(Math.max(0, (int) (Math.round(law) - Math.round(bar))))));
    }
    return rows;
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

/** How alike a and b were, round by round, in %: 100 where they took the same time. */
double[] alike(double[] a, double[] b) { return DoubleStream.of(faster(a, b)).map(ratio -> 100 * Math.min(ratio, 1 / ratio)).toArray(); }

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
