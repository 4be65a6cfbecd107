//JAVA 25+
//DEPS org.openjdk.jcstress:jcstress-core:0.16
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xmx1g --enable-native-access=ALL-UNNAMED
/*
 * L22 · Stale reads
 *
 * Question   One thread writes a plain field, another reads it. When does it see what was written, and what makes sure of it?
 * Predict    whether a loop sees the flag that should stop it
 * Run        jbang 22     or, with this file alone: jbang L22_StaleReads.java
 * Try next   --jcstress: a minute or more of the tool that JDK developers use: how often does each outcome come up here?
 */
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    if (args.length == 2 && args[0].equals("flag")) { stop(args[1]); return; }
    Collections.replaceAll(Arrays.asList(args), "--jcstress", "--jcstress=1");
    int[] size = open(args, "L22 · Stale reads", "A loop runs until a flag is set. Two threads write a field each, and read the other's, %,d million times. What do they see?",
            new Size("millions", 3, 1, 1, 100), new Size("jcstress", 0, 0, 0, 1));
    if (size[1] == 1) { jcstress(); return; }
    var kinds = List.of("plain", "plain, interpreted only", "plain, onSpinWait() in the loop", "opaque", "volatile", "under a lock");
    var flags = kinds.stream().map(_ -> new double[3]).toArray(double[][]::new);
    for (int run = 0; run < 3 * kinds.size(); run++) {
        if (terminal()) System.err.printf("\r  round %d of 3: %-60s\r", run / kinds.size() + 1, kinds.get(run % kinds.size()));
        flags[run % kinds.size()][run / kinds.size()] = run(kinds.get(run % kinds.size()));
    }
    if (terminal()) System.err.printf("%79s\r", "");
    IO.println("\n  stop flag                          stops after   stops within 1 s");
    for (int k = 0; k < kinds.size(); k++) IO.println("  %-31s  %12s   %11d of 3".formatted(kinds.get(k), median(flags[k]) < 1_000 ? "%,.1f ms".formatted(median(flags[k])) : "never", stopped(flags[k])));
    int cores = Runtime.getRuntime().availableProcessors(), n = size[0] * 1_000_000;
    double[] plain = new double[3], visible = new double[3], torn = new double[3];
    for (int round = 0; round < 3; round++) { plain[round] = bothStale(n, false); visible[round] = bothStale(n, true); torn[round] = halfMade(n); }
    IO.println("\n  two threads, %,d million times                     seen".formatted(size[0]));
    IO.println("  plain: both read before the other's write   %,12.0f".formatted(median(plain)));
    IO.println("  volatile: both read before the other's      %,12.0f".formatted(median(visible)));
    IO.println("  an object whose field is not yet written    %,12.0f\n".formatted(median(torn)));
    say("You saw", stopped(flags[0]) == 0 ? "✔ a plain flag is never seen: the watchdog ended the loop after 1 s, 3 times of 3" : "✘ not shown here: the loop saw the plain flag %d times of 3; it was not yet compiled".formatted(stopped(flags[0])),
            stopped(flags[1]) == 3 ? "✔ the interpreter sees it: it is the compiler that reads the field once and then trusts itself" : "✘ not shown here: the interpreter did not see it",
            (stopped(flags[2]) == 3 ? "✔ a call in the loop, and it is seen" : "✘ a call in the loop, and it is not seen") + ": by luck, since nothing promises it",
            stopped(flags[3]) + stopped(flags[4]) + stopped(flags[5]) == 9 ? "✔ an opaque or volatile flag, or a lock: seen 9 times of 9" : "✘ an opaque or volatile flag, or a lock, was not seen",
            shown("plain fields: %s times both threads read before they saw the other's write", plain, 1, cores > 1 ? "they were never at it at once" : "one core does one thing after the other"),
            DoubleStream.of(visible).sum() == 0 ? "✔ volatile fields: it never happened" : "✘ volatile fields: it happened",
            DoubleStream.of(torn).sum() > 0 ? "✔ %,.0f objects were seen before their field was written".formatted(DoubleStream.of(torn).sum())
                    : "✘ not shown here: no object was seen before its field was written; this processor (%s) keeps the order of writes%s".formatted(System.getProperty("os.arch"), System.getProperty("os.arch").matches("amd64|x86_64") ? "" : ", or it was luck"));
    say("Why", """
            A thread need not see what another writes, unless one happens before the other: a lock let go before it is taken, a volatile written before it is read, a thread started, \
            or joined. Without that the compiler may read once for all, and a core may keep a write back while it reads on. volatile promises that a read sees the newest write, \
            and all that was written before it; opaque promises the field itself, in the end; final promises that who sees the object sees the field. What you do not see here \
            may be seen on a phone: the promise counts, not the luck.""");
    say("Next", "exercise E22 · guide: Pitfalls · try: ./jbang 22 --jcstress");
}

// tag::flag[]
/** The loops of the table; each counts how often it went round, so that it has something to do. */
static class Flag {
    boolean plain;
    volatile boolean visible;
    final AtomicBoolean opaque = new AtomicBoolean();
    long rounds;
    void loop(String kind) {
        switch (kind) {
            case "volatile" -> { while (!visible) rounds++; }
            case "opaque" -> { while (!opaque.getOpaque()) rounds++; }
            case "under a lock" -> { while (!locked()) rounds++; }
            case "plain, onSpinWait() in the loop" -> { while (!plain) { rounds++; Thread.onSpinWait(); } }
            default -> { while (!plain) rounds++; }
        }
    }
    synchronized boolean locked() { return plain; }
    synchronized void stop() { plain = true; visible = true; opaque.setOpaque(true); }
}
// end::flag[]

/** In a JVM of its own, since nothing else ends such a loop: sets the flag when the loop has had 0.5 s of a core, and prints the ms until it ends, at most 1,000. */
void stop(String kind) throws InterruptedException {
    var flag = new Flag();
    var loop = Thread.ofPlatform().daemon().start(() -> flag.loop(kind));
    while (ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.threadId()) < 500_000_000) Thread.sleep(5);
    long start = System.nanoTime();
    flag.stop();
    loop.join(1_000);
    IO.println(loop.isAlive() ? 1_000 : (System.nanoTime() - start) / 1e6);
    Runtime.getRuntime().halt(0);
}
double run(String kind) throws IOException {
    var jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), kind.contains("interpreted") ? "-Xint" : "-Xmixed", "-cp", System.getProperty("java.class.path"),
            MethodHandles.lookup().lookupClass().getName(), "flag", kind).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
    return Double.parseDouble(jvm.inputReader().readLine());
}
long stopped(double[] ms) { return DoubleStream.of(ms).filter(one -> one < 1_000).count(); }

// tag::stale[]
/** Two threads write a field of a pair each, then read the other's. That both read 0 is impossible if each write is seen at once. */
static class Pair { int x, y, xSeen, ySeen; volatile int xVolatile, yVolatile; }
double bothStale(int n, boolean visible) throws InterruptedException {
    var pairs = new Pair[1_000];
    Arrays.setAll(pairs, _ -> new Pair());
    IntConsumer one = visible ? i -> { pairs[i].xVolatile = 1; pairs[i].ySeen = pairs[i].yVolatile; } : i -> { pairs[i].x = 1; pairs[i].ySeen = pairs[i].y; };
    IntConsumer two = visible ? i -> { pairs[i].yVolatile = 1; pairs[i].xSeen = pairs[i].xVolatile; } : i -> { pairs[i].y = 1; pairs[i].xSeen = pairs[i].x; };
    return race(n, one, two, i -> { var pair = pairs[i]; pairs[i] = new Pair(); return pair.xSeen == 0 && pair.ySeen == 0; });
}

static class Box { int value; Box(int value) { this.value = value; } }
/** One thread makes a box and puts it where another finds it; counts the boxes that were found empty. */
double halfMade(int n) throws InterruptedException {
    var boxes = new Box[1_000];
    var found = new int[1_000];
    return race(n, i -> boxes[i] = new Box(1), i -> { var box = boxes[i]; found[i] = box == null ? -1 : box.value; }, i -> { boxes[i] = null; return found[i] == 0; });
}
// end::stale[]

/** Two threads take a step at each of 1,000 places, and begin together; then all places are looked at. So often, in all, n times. */
double race(int n, IntConsumer one, IntConsumer two, IntPredicate seen) throws InterruptedException {
    var arrived = new AtomicInteger();
    long count = 0;
    var other = Thread.ofPlatform().daemon().start(() -> { for (int batch = 0; batch < n / 1_000; batch++) steps(two, arrived, 4 * batch); });
    for (int batch = 0; batch < n / 1_000; batch++) {
        steps(one, arrived, 4 * batch);
        count += IntStream.range(0, 1_000).filter(seen).count();
    }
    other.join();
    return count;
}
void steps(IntConsumer step, AtomicInteger arrived, int before) {
    meet(arrived, before + 2);
    for (int i = 0; i < 1_000; i++) step.accept(i);
    meet(arrived, before + 4);
}
void meet(AtomicInteger arrived, int all) { arrived.incrementAndGet(); while (arrived.get() < all) Thread.yield(); }

/** Lets jcstress try the same with all compilers, each time in a JVM of its own. */
void jcstress() throws Exception {
    var folder = Files.createTempDirectory("L22-");
    var test = Files.writeString(folder.resolve("StaleReads.java"), """
            package lesson;
            import org.openjdk.jcstress.annotations.*;
            import org.openjdk.jcstress.infra.results.II_Result;
            @JCStressTest @State @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Both read before they saw the other's write.")
            @Outcome(expect = Expect.ACCEPTABLE, desc = "One after the other, or in between.")
            public class StaleReads {
                int x, y;
                @Actor public void one(II_Result seen) { x = 1; seen.r1 = y; }
                @Actor public void two(II_Result seen) { y = 1; seen.r2 = x; }
            }""");
    var path = System.getProperty("java.class.path");
    javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:full", "-cp", path, "-d", folder.toString(), test.toString());
    new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "--enable-native-access=ALL-UNNAMED", "-cp", folder + File.pathSeparator + path, "org.openjdk.jcstress.Main",
            "-m", "quick", "-sc", "false", "-t", "StaleReads").directory(folder.toFile()).inheritIO().start().waitFor();
    IO.println("The report is " + folder.resolve("results/index.html"));
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
