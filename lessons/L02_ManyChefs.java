//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L02 · Many chefs
 *
 * Question   40 dishes, each of them pure computing. What do as many workers as cores gain? And twice as many?
 * Predict    how many times faster than one worker as many workers as cores are
 * Run        jbang 02     or, with this file alone: jbang L02_ManyChefs.java
 * Try next   --dishes=3: who is idle, and when?   --numbers=1000: when do workers cost more than they gain?
 */
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    int promised = Runtime.getRuntime().availableProcessors(), wide = Math.max(2, promised);
    int[] size = open(args, "L02 · Many chefs", "%,d dishes, each to compute the primes among %,d numbers. What do " + wide + " workers gain? And " + 2 * wide + "?",
            new Size("dishes", 20 * wide, 16, 1, 10_000), new Size("numbers", 100_000, 20_000, 1_000, 1_000_000));
    var guess = predict(args, wide + " workers will be [ ? ]× faster than one");
    double cores = median(cores(promised));             // before: the bound of what can be gained
    var pools = IntStream.of(1, wide / 2, wide, 2 * wide).distinct().mapToObj(n -> new Pool(n, new Vector<>())).toList();
    var ms = measure(pools.stream().map(p -> new Model("fixed pool of " + p.workers, () -> cook(p, size[0], size[1]))).toArray(Model[]::new));

    IO.println("\n  model                  time   one dish takes   speed-up   cores allow");
    for (int m = 0; m < ms.length; m++)
        IO.println("  fixed pool of %-4d%,7.0f ms   %11.1f ms   %7.2f×   %10.2f×".formatted(pools.get(m).workers, median(ms[m]),
                pools.get(m).dishMillis(), median(faster(ms[0], ms[m])), Math.min(pools.get(m).workers, cores)));
    IO.println();
    for (var pool : pools)
        lanes("fixed pool of %d: █ a dish begins, ▒ it is computed".formatted(pool.workers), "worker",
                Math.min(8, pool.workers), 10 * pools.getFirst().dishMillis(), '▒', pool.log);

    int twice = ms.length - 1, full = twice - 1;
    say("You saw",
            promised == 1 ? "✘ not shown here: one core does one thing at a time, for " + wide + " workers as for one" : shown(wide + " workers are %s× faster than one; threads that only spin: %.2f×".formatted("%s", cores) + guess, faster(ms[0], ms[full]),
                    Math.max(1.25, 0.9 * cores), "too few or too small dishes, or a busy machine"),
            shown(2 * wide + " workers take as long as " + wide + ", to %s %%: more workers are not more cores",
                    alike(ms[full], ms[twice]), 80, "the cores were not full, or other programs had a share of them"));
    say("Why", """
            A core computes one dish at a time. With %d workers a dish takes %.1f ms, with %d it takes %.1f ms: on an \
            idle machine, workers beyond the cores only take turns. Waiting has no such bound, see lesson 01.
            """.formatted(wide, pools.get(full).dishMillis(), 2 * wide, pools.get(twice).dishMillis()));
    say("Next", "exercise E02 · guide: The three models · try: ./jbang 02 --numbers=1000");
}

// tag::workers[]
/** A pool of workers: whoever is free takes the next dish. Returns how many primes all dishes hold. */
long cook(Pool pool, int dishes, int numbers) throws Exception {
    pool.log.clear();
    try (var workers = Executors.newFixedThreadPool(pool.workers)) {
        long found = 0;
        var todo = IntStream.range(0, dishes).<Callable<Long>>mapToObj(dish -> () -> pool.dish(dish, numbers)).toList();
        for (var done : workers.invokeAll(todo)) found += done.get();
        return found;
    }
}
// end::workers[]

/** A number of workers, and when each of them computed which dish in the last round. */
record Pool(int workers, List<Span> log) {
    long dish(int dish, int numbers) {
        int worker = Integer.parseInt(Thread.currentThread().getName().replaceAll(".*-", "")) - 1;
        long start = System.nanoTime(), from = 1_000_000 + (long) dish * numbers;
        long found = 0;
        for (long n = from; n < from + numbers; n++) if (prime(n)) found++;
        log.add(new Span(worker, start, System.nanoTime()));
        return found;
    }

    static boolean prime(long n) {
        for (long d = 2; d * d <= n; d++) if (n % d == 0) return false;
        return true;
    }

    double dishMillis() { return log.stream().mapToLong(s -> s.to - s.from).average().getAsDouble() / 1e6; }
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

/** Asks for a guess, on a terminal only; Enter skips. */
String predict(String[] args, String sentence) {
    if (!terminal() || List.of(args).contains("--quick")) return "";
    var guess = System.console().readLine("%-11s%s (Enter skips): ", "Predict", sentence);
    return guess == null || guess.isBlank() ? "" : " (you predicted %s)".formatted(guess.strip());
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

/** A stretch of a lane in a text timeline, by System.nanoTime(). */
record Span(int lane, long from, long to) {}

/** Draws lanes on one scale of 60 columns: █ where a stretch begins, then the mark until it ends. */
void lanes(String heading, String name, int lanes, double ms, char mark, List<Span> spans) {
    IO.println("  %s, 0 to %,.0f ms".formatted(heading, ms));
    long start = spans.stream().mapToLong(Span::from).min().getAsLong();
    for (int i = 0; i < lanes; i++) {
        var line = new StringBuilder("·".repeat(60));
        for (var s : spans) {
            int from = (int) ((s.from - start) / ms * 60 / 1e6), to = Math.min(60, Math.max(from + 1, (int) ((s.to - start) / ms * 60 / 1e6)));
            if (s.lane == i && from < 60) line.replace(from, to, "█" + String.valueOf(mark).repeat(to - from - 1));
        }
        IO.println("  %-10s %s".formatted(name + " " + (i + 1), line));
    }
    IO.println();
}

/** The cores that are truly there: what n threads compute in 50 ms over what one does in 50 ms of CPU time, in 5 tries. */
double[] cores(int n) throws Exception {
    var tries = new double[5];
    try (var pool = Executors.newFixedThreadPool(n)) {
        for (int i = -1; i < tries.length; i++) {                   // the first warms up
            long[] one = spin(pool, 1), all = spin(pool, n);
            if (i >= 0) tries[i] = all[0] / 50e6 / one[0] * one[1];
        }
    }
    return tries;
}

/** What so many threads do together in 50 ms: spins, and ns of CPU time. */
long[] spin(ExecutorService pool, int threads) throws Exception {
    long end = System.nanoTime() + 50_000_000, spins = 0, cpu = 0;
    var time = ManagementFactory.getThreadMXBean();
    Callable<long[]> task = () -> {
        long start = time.getCurrentThreadCpuTime(), n = 0;
        for (long x = 1; System.nanoTime() < end || x == 0; n++)    // x is used, or the loop would be optimised away
            for (int i = 0; i < 1_000; i++) x = x * 31 + n;
        return new long[] {n, time.getCurrentThreadCpuTime() - start};
    };
    for (var done : pool.invokeAll(Collections.nCopies(threads, task))) {
        spins += done.get()[0];
        cpu += done.get()[1];
    }
    return new long[] {spins, cpu};
}
