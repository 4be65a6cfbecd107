//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED
//RUNTIME_OPTIONS -Djdk.virtualThreadScheduler.parallelism=2 -Djdk.virtualThreadScheduler.maxPoolSize=2 -Djava.util.concurrent.ForkJoinPool.common.parallelism=2
/*
 * L23 · Starvation
 *
 * Question   Two threads of a pool wait, or compute. How long does a task that has nothing to do wait for its turn?
 * Predict    which of six pools let it wait
 * Run        jbang 23     or, with this file alone: jbang L23_Starvation.java
 * Try next   --ms=1000: who waits longer when the others do, and who does not?
 */
import java.lang.foreign.*;
import java.lang.management.ManagementFactory;
import com.sun.net.httpserver.HttpServer;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.consumer.RecordingStream;

static int ms;                                              // a supplier's answer takes so long
static URI supplier;
final Map<String, String> pinned = new ConcurrentSkipListMap<>();

void main(String... args) throws Exception {
    ms = open(args, "L23 · Starvation", "Two tasks keep the two threads of a pool for %,d ms. How long does a task that comes a tenth of that later, and has nothing to do, wait for its turn? (We end it after 5 times as long.)", new Size("ms", 100, 100, 50, 2_000))[0];
    supplier = supplier();
    System.setProperty("supplier", supplier.toString());    // for the class whose initializer asks
    ExecutorService fixed = pool("cook"), dishes = pool("dish"), common = ForkJoinPool.commonPool(), virtual = Executors.newVirtualThreadPerTaskExecutor(), platform = pool("platform");
    var cases = List.of(new Case("fixed pool of 2", "wait for its own tasks", fixed, () -> waitForTask(fixed), fixed, () -> waitForTask(dishes), "a pool for those"),
            new Case("common pool", "wait for a socket", common, this::ask, platform, this::ask, "an own executor"),
            new Case("virtual threads", "compute", virtual, this::compute, platform, this::compute, "platform threads"),
            new Case("virtual threads", "wait, called by native code", virtual, this::askInUpcall, platform, this::askInUpcall, "platform threads"),
            new Case("virtual threads", "wait in a static initializer", virtual, this::askInInitializer, platform, this::askInInitializer, "platform threads"),
            new Case("virtual threads", "wait in synchronized", virtual, this::askInSynchronized, virtual, this::ask, "nothing to cure"));
    try (var jfr = new RecordingStream()) {
        jfr.enable("jdk.VirtualThreadPinned").withoutThreshold();
        jfr.onEvent("jdk.VirtualThreadPinned", event -> event.getStackTrace().getFrames().stream().map(frame -> frame.getMethod().getName()).filter(name -> name.matches("askIn\\w+|compare")).findFirst()
                .ifPresent(name -> pinned.put(name, "JFR at its end: VirtualThreadPinned: " + event.getString("pinnedReason").replaceAll("L23_Starvation[$]| on stack", ""))));
        jfr.startAsync();
        measure(cases.stream().flatMap(one -> Stream.of(new Model(one.pool + ": " + one.others, () -> one.stalled.add(new double[] {watch(one, one.at, one.does)})),
                new Model(one.pool + ": " + one.cure, () -> one.cured.add(new double[] {watch(one, one.cureAt, one.cureDoes)})))).toArray(Model[]::new));
        jfr.stop();
    }
    IO.println("\n  two threads of a pool         the pool         a task waits   cure                 it waits");
    for (var one : cases) IO.println("  %-28s  %-15s  %12s   %-16s  %,8.1f ms".formatted(one.others, one.pool, ended(one) ? "> %,d ms".formatted(5 * ms) : "%,.1f ms".formatted(median(last(one.stalled, 0))), one.cure, median(last(one.cured, 0))));
    IO.println("\n  two threads of a pool         what gives it away");
    for (var one : cases) IO.println("  %-28s  %s".formatted(one.others, pinned.entrySet().stream().filter(pin -> one.evidence[0].endsWith(" " + pin.getKey() + "()")).map(Map.Entry::getValue).findFirst().orElse(one.evidence[0])));
    IO.println();
    var claims = Stream.of("a pool that waits for its own tasks", "a common pool that waits for a socket", "virtual threads that compute", "a wait in Java that native code has called", "a wait in a static initializer").toArray(String[]::new);
    say("You saw", Stream.of(IntStream.range(0, 5).mapToObj(c -> shown(claims[c] + ": a task waits %s ms" + (ended(cases.get(c)) ? ", until we end it" : ""), last(cases.get(c).stalled, 0), ms / 2.0, "it had its turn before")),
            Stream.of(shown("a wait in synchronized keeps no carrier: a task has its turn %s× sooner than the wait ends", DoubleStream.of(last(cases.get(5).stalled, 0)).map(waited -> ms / waited).toArray(), 2, "here it does, as before JDK 24"),
            cases.stream().limit(5).allMatch(one -> median(last(one.cured, 0)) < ms / 2.0) ? "✔ each cure lets it have its turn in less than half that time" : "✘ not shown here: a cure does not help")).flatMap(all -> all).toArray(String[]::new));
    say("Why", """
            A pool is as free as its threads. Who waits in one for a task that stands behind it in the same queue waits for ever; with more threads it takes a few more orders until all wait. \
            The common pool has about as many threads as cores, for all that is in the process, and a socket keeps one. A virtual thread lets go of its carrier when it waits, \
            but not with a native frame or a class initializer on its stack, and never while it computes. Since JDK 24 it does within synchronized. If all carriers are \
            pinned by those who wait for a socket, nobody comes: the JDK's own threads that look after sockets are virtual, too, and find no carrier. (This lesson has two carriers.)""");
    say("Next", "exercise E23 · guide: Pitfalls · try: ./jbang 23 --ms=1000");
}

/** A pool, what its two threads do, where and what they do when cured, and for each run the ms that a task has waited; a line of a thread dump. */
record Case(String pool, String others, ExecutorService at, Runnable does, ExecutorService cureAt, Runnable cureDoes, String cure, List<double[]> stalled, List<double[]> cured, String[] evidence) {
    Case(String pool, String others, ExecutorService at, Runnable does, ExecutorService cureAt, Runnable cureDoes, String cure) { this(pool, others, at, does, cureAt, cureDoes, cure, new ArrayList<>(), new ArrayList<>(), new String[1]); }
}
/** Whether a task waited for so long that we ended it. */
boolean ended(Case one) { return median(last(one.stalled, 0)) >= 5 * ms; }
ExecutorService pool(String name) { return Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name(name + "-", 1).factory()); }

// tag::stalls[]
void waitForTask(ExecutorService pool) {
    try { pool.submit(() -> {}).get(); } catch (InterruptedException | ExecutionException ended) { }
}

void ask() {
    try (var answer = supplier.toURL().openStream()) { answer.readAllBytes(); } catch (IOException e) { throw new UncheckedIOException(e); }
}

void compute() { for (long end = System.nanoTime() + ms * 1_000_000L; System.nanoTime() < end; ); }
void askInSynchronized() { synchronized (new Object()) { ask(); } }
/** A class is initialized once in each loader. */
void askInInitializer() {
    try (var fresh = new URLClassLoader(new URL[] {Slow.class.getProtectionDomain().getCodeSource().getLocation()}, null)) { Class.forName(Slow.class.getName(), true, fresh); }
    catch (IOException | ClassNotFoundException e) { throw new IllegalStateException(e); }
}
static class Slow {
    static { try (var answer = URI.create(System.getProperty("supplier")).toURL().openStream()) { answer.readAllBytes(); } catch (IOException e) { throw new UncheckedIOException(e); } }
}
/** The C library's qsort() calls a comparison in Java. */
void askInUpcall() {
    var linker = Linker.nativeLinker();
    try (var memory = Arena.ofConfined()) {
        var compare = MethodHandles.lookup().bind(this, "compare", MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
        linker.downcallHandle(linker.defaultLookup().find("qsort").orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
                .invokeExact(memory.allocate(8), 2L, 4L, linker.upcallStub(compare, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), memory));
    } catch (Throwable e) { throw new IllegalStateException(e); }
}
int compare(MemorySegment a, MemorySegment b) { try { ask(); } catch (UncheckedIOException ended) { } return 0; }     // what it throws would end the JVM
// end::stalls[]

/** Two tasks are at it, then one with nothing to do is handed in: the ms until its turn, at most 5 times as long as the others take. */
double watch(Case one, ExecutorService at, Runnable does) throws Exception {
    var threads = new ArrayBlockingQueue<Thread>(2);
    var both = new CyclicBarrier(2);
    var busy = Stream.generate(() -> at.submit(() -> { both.await(); threads.add(Thread.currentThread()); does.run(); return null; })).limit(2).toList();
    threads.take();
    var thread = threads.take();
    Thread.sleep(ms / 10);
    if (does == one.does) one.evidence[0] = line(thread);
    long start = System.nanoTime();
    try { one.at.submit(() -> {}).get(5L * ms, TimeUnit.MILLISECONDS); } catch (TimeoutException forEver) { }
    double waited = (System.nanoTime() - start) / 1e6;
    for (var task : busy) try { task.get(5L * ms, TimeUnit.MILLISECONDS); } catch (TimeoutException forEver) { task.cancel(true); waited = 5 * ms; }
    return waited;
}

/** What a thread dump says of it: its state, where it is, and which method of this file has brought it there. */
String line(Thread thread) {
    var frames = Stream.of(thread.getStackTrace()).map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName() + "()").filter(frame -> !frame.matches("(Unsafe|LockSupport).park.*")).toList();
    return "%s, %s in %s ← %s".formatted(thread.isVirtual() ? "virtual" : thread.getName(), thread.getState(), frames.getFirst(), frames.stream().filter(frame -> frame.matches("L23.*\\.(ask|wait|comp)\\w*\\(\\)")).findFirst().orElse("nobody")).replace("L23_Starvation.", "");
}

/** A service on a real socket that answers after some ms; on platform threads, since the lesson takes all carriers. */
URI supplier() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/", call -> { LockSupport.parkNanos(ms * 1_000_000L); call.sendResponseHeaders(200, -1); call.close(); });
    Thread.ofPlatform().daemon().start(server::start);       // its own thread inherits that it is a daemon
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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

/** One result: ✔ all rounds reached the bound, ✘ none did, – they disagree. The claim's %s is the number. */
String shown(String claim, double[] seen, double bound, String otherwise) {
    double least = DoubleStream.of(seen).min().getAsDouble(), most = DoubleStream.of(seen).max().getAsDouble();
    if (least >= bound) return ("✔ " + claim.formatted("%,.1f".formatted(median(seen))) + " [%,.1f to %,.1f in %d rounds]".formatted(least, most, seen.length)).replaceAll("(\\d{3})\\.\\d\\b", "$1");
    var range = (claim.formatted("%,.2f to %,.2f".formatted(least, most)) + "; it counts from %,.2f".formatted(bound)).replaceAll("(\\d{3})\\.\\d\\d\\b", "$1");
    return most < bound ? "✘ not shown here: " + range + "; " + otherwise : "– inconclusive: " + range + "; the rounds disagree";
}

double[] last(List<double[]> runs, int what) { return runs.reversed().stream().limit(3).mapToDouble(run -> run[what]).toArray(); }

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}
