//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L19 · The price of waiting
 *
 * Question   Up to 100,000 tasks wait for one event. What does each of them cost: to begin, to hold, and to wake?
 * Predict    how many times the memory of a virtual thread a platform thread takes
 * Run        jbang 19     or, with this file alone: jbang L19_PriceOfWaiting.java
 * Try next   --million: how long does it take until a million are awake?   (2 GB of memory)
 */
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

void main(String... args) throws Exception {
    if (args.length == 4 && args[0].equals("waiters")) { hold(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3])); return; }
    Collections.replaceAll(Arrays.asList(args), "--million", "--waiters=1000000");
    int[] size = open(args, "L19 · The price of waiting", "Up to %,d tasks wait for one event. What does each of them cost: to begin, to hold, and to wake?",
            new Size("waiters", 100_000, 5_000, 1_000, 1_000_000));
    var guess = predict(args, "a platform thread will take [ ? ]× the memory of a virtual thread");
    int few = Math.min(10_000, size[0]);
    var cases = new ArrayList<Case>();
    for (var waiter : List.of("platform thread", "virtual thread", "callback", "timer")) cases.add(new Case(waiter, few, 0));
    if (size[0] > few) {
        cases.add(new Case("virtual thread", few, 50));
        for (var waiter : List.of("virtual thread", "callback", "timer")) cases.add(new Case(waiter, size[0], 0));
    }
    for (int run = 0; run < 3 * cases.size(); run++) {
        var one = cases.get(run % cases.size());
        if (terminal()) System.err.printf("\r  round %d of 3: %,d × %-60s\r", run / cases.size() + 1, one.number, one.waiter);
        one.runs.add(run(one));
    }
    if (terminal()) System.err.printf("%79s\r", "");
    for (int c = 0; c < cases.size(); c++) {
        var one = cases.get(c);
        var what = "%,d wait%s".formatted(one.number, one.calls > 0 ? ", 50 calls deep" : "");
        if (c == 0 || c > 3 && c < 6) IO.println("\n  %-25s  memory each    to begin     to wake   threads".formatted(what));
        IO.println("  %-25s  %,8.2f KB   %,6.1f µs   %9s   %,7.0f".formatted(one.waiter, median(one.all(1)), median(one.all(3)),
                one.waiter.equals("timer") ? "–" : "%,6.1f µs".formatted(median(one.all(4))), median(one.all(5))));
    }
    IO.println();
    boolean many = cases.size() > 4;
    Case platform = cases.get(0), virtual = cases.get(1), most = cases.get(many ? 5 : 1), mostCallbacks = cases.get(many ? 6 : 2);
    if (median(platform.all(0)) < few) say("Note", "There were no more than %,.0f platform threads to be had (OutOfMemoryError: unable to create native thread); ulimit -u, ulimit -v or the container's limit of processes lifts it.".formatted(median(platform.all(0))));
    say("You saw", shown("a platform thread takes %s× the memory of a virtual thread" + guess, times(platform.all(1), virtual.all(1)), 5, "the fixed costs of so few weigh too much"),
            shown("where %,d wait, a virtual thread takes %%s× the memory of a callback".formatted(most.number), times(most.all(1), mostCallbacks.all(1)), 5, "the fixed costs of so few weigh too much"),
            shown("to wake %,d virtual threads takes %%s× as long as to run as many callbacks".formatted(most.number), times(most.all(4), mostCallbacks.all(4)), 2, "to wake costs little here"));
    say("Why", """
            A platform thread keeps all the pages of its stack that it ever touched%s. A virtual thread that waits is a few frames on the heap. A callback is a note of what comes next, \
            without a stack: so the code is cut at each wait. To hold many is cheap, and then all are called at once: a virtual thread has to be put in a queue, mounted on a carrier, \
            and run to its end: %,.1f µs each here, %,.0f ms for all %,d. A timer is not woken: its time comes. Memory counts who waits; time counts who wakes."""
            .formatted(median(platform.all(2)) > 1 ? ", and %.0f KB more in the kernel, which are not in these numbers".formatted(median(platform.all(2))) : "",
                    median(most.all(4)), median(most.all(4)) * most.number / 1_000, most.number));
    say("Next", "exercise E19 · guide: IO and async · try: ./jbang 19 --million");
}

/** Some waiters of a kind, and what was seen of them in each round: how many there were, KB of each, KB of each in the kernel, µs to begin, µs to wake, platform threads. */
record Case(String waiter, int number, int calls, List<double[]> runs) {
    Case(String waiter, int number, int calls) { this(waiter, number, calls, new ArrayList<>()); }
    double[] all(int what) { return runs.stream().mapToDouble(run -> run[what]).toArray(); }
}

double[] times(double[] a, double[] b) { return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray(); }

// tag::waiters[]
/** Begins a task that waits for the event, and leaves a sign when it is awake. */
void begin(String waiter, int calls, Event event) {
    switch (waiter) {
        case "platform thread" -> Thread.ofPlatform().daemon().start(() -> await(calls, event));
        case "virtual thread" -> Thread.startVirtualThread(() -> await(calls, event));
        case "callback" -> event.future.thenRun(event.awake::countDown);
        default -> event.timers.schedule(event.awake::countDown, 1, TimeUnit.HOURS);
    }
}

/** Waits at the end of so many calls, as a real program does. */
int await(int calls, Event event) {
    if (calls > 0) return await(calls - 1, event) + 1;
    event.await();
    return 0;
}
// end::waiters[]

/** What all wait for, and the signs of those who wait and of those who are awake. */
record Event(CountDownLatch gate, CompletableFuture<Void> future, CountDownLatch waiting, CountDownLatch awake, ScheduledExecutorService timers) {
    Event(int waiters) { this(new CountDownLatch(1), new CompletableFuture<>(), new CountDownLatch(waiters), new CountDownLatch(waiters), Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory())); }

    void await() {
        waiting.countDown();
        try { gate.await(); } catch (InterruptedException e) { return; }
        awake.countDown();
    }
}

/** In a JVM of its own: a thousand warm it up, and then come those that are measured. It tells what Case remembers. */
void hold(String waiter, int number, int calls) throws Exception {
    var first = new Event(1_000);
    for (int w = 0; w < 1_000; w++) begin(waiter, calls, first);
    wake(waiter, first, 0);
    double before = kilobytes("/proc/self/status", "VmRSS"), kernel = kilobytes("/proc/meminfo", "KernelStack");
    var event = new Event(number);
    long start = System.nanoTime();
    int begun = 0;
    try { for (; begun < number; begun++) begin(waiter, calls, event); } catch (OutOfMemoryError noMoreThreads) { }
    while (!waiter.matches("callback|timer") && event.waiting.getCount() > number - begun) LockSupport.parkNanos(50_000);
    double began = (System.nanoTime() - start) / 1e3 / begun;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    System.gc();
    double memory = (kilobytes("/proc/self/status", "VmRSS") - before) / begun, stacks = (kilobytes("/proc/meminfo", "KernelStack") - kernel) / begun;
    IO.println("%d %.3f %.3f %.3f %.3f %d".formatted(begun, memory, stacks, began, wake(waiter, event, number - begun) / begun, threads));
    Runtime.getRuntime().halt(0);
}

/** Lets the event happen; gives the µs until all are awake. */
double wake(String waiter, Event event, int missing) {
    long start = System.nanoTime();
    event.gate.countDown();
    event.future.complete(null);
    if (waiter.equals("timer")) event.timers.shutdownNow();      // a timer is not woken: its time comes
    else while (event.awake.getCount() > missing) LockSupport.parkNanos(50_000);     // to spin would take a core
    return (System.nanoTime() - start) / 1e3;
}

/** A small young generation: garbage is no waiter. */
double[] run(Case one) throws IOException {
    var jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx3g", "-Xmn4m", "-XX:+UseSerialGC", "-Xlog:disable", "-cp", System.getProperty("java.class.path"),
            MethodHandles.lookup().lookupClass().getName(), "waiters", one.waiter, "" + one.number, "" + one.calls).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
    var line = Objects.requireNonNullElse(jvm.inputReader().readLine(), "it has ended, perhaps for want of memory");
    if (!line.matches("[-\\d. ]+")) { System.err.printf("jbang: %,d × %s could not be held: %s%n", one.number, one.waiter, line); System.exit(1); }
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
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

/** From a file of Linux; elsewhere ps knows this process's memory, and nobody the kernel's stacks. */
double kilobytes(String file, String field) throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", field.equals("VmRSS") ? "" + ProcessHandle.current().pid() : "");
    var text = Files.exists(Path.of(file)) ? Files.readString(Path.of(file)) : field + ": " + new String(ps.start().getInputStream().readAllBytes());
    return Pattern.compile(field + ":\\s+(\\d+)").matcher(text).results().mapToDouble(kb -> Double.parseDouble(kb.group(1))).sum();
}
