//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L00 · Your machine
 *
 * Question   What may a program use on this machine, what is truly there, and how much do two equal runs differ?
 * Predict    how many of the promised cores are truly there
 * Run        jbang 00     or, with this file alone: jbang L00_YourMachine.java
 * Try next   run it while something else works; on Linux also with one core: taskset -c 0 jbang 00
 */
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    int promised = Runtime.getRuntime().availableProcessors();
    int[] size = open(args, "L00 · Your machine", "What may a program use here, and how much of it is truly there?",
            new Size("pairs", 200, 40, 10, 5_000));
    var guess = predict(args, "of %d promised cores, [ ? ] will be there".formatted(promised));

    var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    IO.println("""

              limit                          here   known from
              cores of the machine   %12s   /proc/cpuinfo
              CPU quota              %12s   /sys/fs/cgroup/cpu.max, in cores
              cores for this JVM     %,12d   availableProcessors(), after quota and affinity
              memory                 %8.1f GiB   the JVM, after a container's limit
              heap                   %8.1f GiB   maxMemory()
              open files             %12s   ulimit -n
              threads                %12s   the least of pid_max, threads-max, ulimit -u, pids.max
            """.formatted(cpus(), quota(), promised, os.getTotalMemorySize() / 0x1p30, Runtime.getRuntime().maxMemory() / 0x1p30,
            os instanceof UnixOperatingSystemMXBean unix ? "%,d".formatted(unix.getMaxFileDescriptorCount()) : "not visible", threads()));

    if (terminal()) System.err.print("\r  measuring for some seconds\r");
    double[] cores = cores(promised), sleeps = new double[size[0]], alike = new double[size[0]];
    for (int pair = 0; pair < size[0]; pair++) {
        long start = System.nanoTime();
        Thread.sleep(1);
        sleeps[pair] = (System.nanoTime() - start) / 1e6;
        double a = workMillis(), b = workMillis();
        alike[pair] = 100 * Math.min(a, b) / Math.max(a, b);
    }
    IO.println("  measured                     median        least         most");
    row("cores truly there", "", cores);
    row("a sleep of 1 ms takes", "ms", sleeps);
    row("two equal runs are alike to", "%", alike);
    IO.println();

    say("You saw",
            shown("%s of " + promised + " promised cores are truly there" + guess, cores, 0.9 * promised,
                    "other programs, neighbours or hyper-threads share them: judge speed-ups by this number"),
            shown("two equal runs are alike to %s %%", fifths(alike), 90,
                    "the machine is noisy: small gains mean nothing now"),
            shown("a sleep of 1 ms takes %s ms: it ends late, never early", fifths(sleeps), 1, "the clock is coarse"));
    say("Why", """
            A JVM counts the cores it may use, not the cores that are free. Threads of other programs, a virtual \
            machine's neighbours, and the second thread of a core all take their share; so this book measures the cores \
            and the noise before it speaks of a speed-up. Two runs of the same work here differ by %.1f %% at the median: \
            a gain that is smaller than that is not a gain. A sleep asks for a time to wait at least; what comes on top \
            is the timer and the scheduler.
            """.formatted(100 - median(alike)));
    say("Next", "guide: Start here · then: ./jbang 01");
}

/** The work that is run twice: about 10 ms of arithmetic. Its result is used, or it would be optimised away. */
double workMillis() {
    long start = System.nanoTime(), x = start;
    for (int i = 0; i < 10_000_000; i++) x = x * 31 + i;
    return (System.nanoTime() - start) / 1e6 + (x == 42 ? 1e-9 : 0);
}

/** Five rounds: the median of each fifth. */
double[] fifths(double[] all) {
    int n = all.length / 5;
    return IntStream.range(0, 5).mapToDouble(i -> median(Arrays.copyOfRange(all, i * n, (i + 1) * n))).toArray();
}

void row(String what, String unit, double[] seen) {
    var sorted = DoubleStream.of(seen).sorted().toArray();
    IO.println("  %-27s %7.2f %-2s   %7.2f %-2s   %7.2f %-2s".formatted(what, median(seen), unit, sorted[0], unit, sorted[sorted.length - 1], unit).stripTrailing());
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

String cpus() { return text("/proc/cpuinfo").lines().filter(line -> line.startsWith("processor")).count() + ""; }

/** "100000 100000" means one core; "max 100000" means no quota. */
String quota() {
    var words = text("/sys/fs/cgroup/cpu.max").split("\\s+");
    return words.length < 2 ? "not visible" : words[0].equals("max") ? "none" : "%.1f".formatted(Double.parseDouble(words[0]) / Double.parseDouble(words[1]));
}

String threads() {
    var user = text("/proc/self/limits").lines().filter(line -> line.startsWith("Max processes")).findFirst().orElse("");
    var all = text("/proc/sys/kernel/pid_max") + " " + text("/proc/sys/kernel/threads-max") + " " + text("/sys/fs/cgroup/pids.max") + user;
    var least = Pattern.compile("\\d+").matcher(all).results().mapToLong(n -> Long.parseLong(n.group())).min();
    return least.isPresent() ? "%,d".formatted(least.getAsLong()) : "not visible";
}

/** A file of the kernel's, or nothing where the system has none. */
String text(String path) {
    try { return String.join("\n", Files.readAllLines(Path.of(path))); } catch (IOException e) { return ""; }
}

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

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

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

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
