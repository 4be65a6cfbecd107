//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L24 · Backpressure
 *
 * Question   Orders come twice as fast as they can be served. Where do they wait, and what becomes of the memory?
 * Predict    how many orders a second are served with a queue without a bound, compared to one with room for 100
 * Run        jbang 24     or, with this file alone: jbang L24_Backpressure.java
 * Try next   --load=90: who needs a bound now?   --heap=256: how much later does it end?
 */
import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

void main(String... args) throws Exception {
    if (args.length == 4 && args[0].equals("kitchen")) { kitchen(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3])); return; }
    int[] size = open(args, "L24 · Backpressure", "Orders of 4 KB come for a while, at %,d %% of the rate at which they can be served; the heap has %,d MB. Where do they wait, and what becomes of the memory?",
            new Size("load", 200, 200, 10, 1_000), new Size("heap", 64, 64, 32, 2_048));
    var quick = List.of(args).contains("--quick");
    var models = List.of("unbounded queue", "bounded, put() waits", "bounded, offer() refuses", "bounded, drops the oldest", "Flow");
    var runs = models.stream().map(_ -> new ArrayList<double[]>()).toList();
    for (int run = 0; run < 3 * models.size(); run++) {
        var model = models.get(run % models.size());
        if (terminal()) System.err.printf("\r  round %d of 3: %-60s\r", run / models.size() + 1, model);
        runs.get(run % models.size()).add(run(model, size[0], size[1], quick ? 500 : 1_200));
    }
    if (terminal()) System.err.printf("%79s\r", "");
    IO.println("\n  model                      served/s   refused   still there   p99 of waiting  in GC");
    for (int m = 0; m < models.size(); m++) IO.println("  %-25s  %,8.0f  %,8.0f  %,12.0f  %,12.1f ms  %5.1f %%".formatted(models.get(m), median(all(runs.get(m), 0)), median(all(runs.get(m), 1)), median(all(runs.get(m), 2)), median(all(runs.get(m), 3)), median(all(runs.get(m), 4))));
    IO.println("\n  over time                  heap after collections, of %-9s  share of GC, of 40 %%".formatted(size[1] + " MB"));
    for (int m = 0; m < models.size(); m++) IO.println("  %-25s  %s  %s%s".formatted(models.get(m), chart(runs.get(m).getLast(), 0, size[1]), chart(runs.get(m).getLast(), 1, 40), runs.get(m).getLast()[5] > 0 ? " ended" : ""));
    IO.println();
    var over = all(runs.getFirst(), 5);
    var worst = IntStream.range(0, 3).mapToDouble(round -> IntStream.range(1, 5).mapToDouble(m -> flat(runs.get(m).get(round))).min().orElse(0)).toArray();
    say("You saw", shown("without a bound the heap is #× as full in the last third of the time as in the first, and we ended %.0f of 3 rounds".formatted(DoubleStream.of(over).sum()).replace("#", "%s"), all(runs.getFirst(), 6), 2, "what came was served"),
            shown("with a bound the heap stays flat: its first and its last third agree to %s %%", worst, 80, "something else took memory"),
            shown("until we end it, an order waits %s× as long without a bound as with room for 100 (p99)", faster(all(runs.get(0), 3), all(runs.get(1), 3)), 3, "few have to wait"),
            shown("to hold more does not serve more: without a bound and with put(), what is served agrees to %s %%", alike(all(runs.get(0), 0), all(runs.get(1), 0)), 67, "something slows one of them"),
            DoubleStream.concat(DoubleStream.of(all(runs.get(1), 1)), DoubleStream.of(all(runs.get(4), 1))).sum() == 0 ? "✔ put() and Flow refuse nothing: who brings the orders has to wait" : "✘ put() or Flow refused an order");
    say("Why", """
            A queue evens out what comes in bursts. Against more than can be served in the long run nothing helps but less: a bound only says who feels it, and when. put() and Flow slow \
            the source, which is right if it can wait. offer() lets you answer "not now" at once, which is right for a caller. To drop the oldest is right if only the newest counts. Without \
            a bound nobody feels it, until there is no memory: it took %s here (orders, and what was served since the last collection of all). In an application: heap after GC that only grows, and a queue in the histogram (jcmd GC.class_histogram)."""
            .formatted(DoubleStream.of(over).sum() > 0 ? "%,.1f s to %,.0f MB".formatted(median(all(runs.getFirst(), 7)), 0.75 * size[1]) : "longer than we looked"));
    say("Next", "exercise E24 · guide: Memory pressure · try: ./jbang 24 --load=90");
}

record Order(long made, byte[] text) {}
interface Pass { void put(Order order) throws InterruptedException; }

// tag::models[]
/** Where orders are handed over; somebody serves them at the other end. */
Pass pass(String model, Consumer<Order> serve, LongAdder refused) {
    if (model.equals("Flow")) {
        var publisher = new SubmissionPublisher<Order>(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()), 100);
        publisher.subscribe(new Flow.Subscriber<>() {
            Flow.Subscription orders;
            public void onSubscribe(Flow.Subscription subscription) { (orders = subscription).request(1); }
            public void onNext(Order order) { serve.accept(order); orders.request(1); }     // one at a time: the subscriber sets the pace
            public void onError(Throwable e) { throw new IllegalStateException(e); }
            public void onComplete() { }
        });
        return publisher::submit;
    }
    BlockingQueue<Order> queue = model.equals("unbounded queue") ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(100);
    Thread.ofPlatform().daemon().start(() -> { try { while (true) serve.accept(queue.take()); } catch (InterruptedException ended) { } });
    return switch (model) {
        case "unbounded queue", "bounded, put() waits" -> queue::put;
        case "bounded, offer() refuses" -> order -> { if (!queue.offer(order)) refused.increment(); };
        default -> order -> { while (!queue.offer(order)) if (queue.poll() != null) refused.increment(); };
    };
}
// end::models[]

/** In a JVM of its own, with its own heap: orders come on schedule until time is up or three quarters of the heap are taken. It tells what run() returns. */
void kitchen(String model, int load, int ms) throws InterruptedException {
    var after = new ConcurrentLinkedDeque<double[]>();       // of each collection: when it ended in ms, MB in use after it, ms that it took
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) ((NotificationEmitter) collector).addNotificationListener((note, _) -> {
        var info = GarbageCollectionNotificationInfo.from((CompositeData) note.getUserData()).getGcInfo();
        after.add(new double[] {info.getEndTime(), info.getMemoryUsageAfterGc().entrySet().stream().filter(pool -> pool.getKey().matches("Eden.*|Survivor.*|Tenured.*")).mapToDouble(pool -> pool.getValue().getUsed() / 1e6).sum(), info.getDuration()});
    }, null, null);
    var random = new Random(24);
    for (int i = 0; i < 2_000; i++) serve(order(random));    // warms up
    long timed = System.nanoTime();
    for (int i = 0; i < 1_000; i++) serve(order(random));
    double every = (System.nanoTime() - timed) / 1e3 / load * 100;      // ns from one order to the next
    after.clear();
    LongAdder served = new LongAdder(), refused = new LongAdder();
    var waited = new double[100_000];
    var pass = pass(model, order -> { waited[served.intValue() % waited.length] = (System.nanoTime() - order.made) / 1e6; serve(order); served.increment(); }, refused);
    long start = System.nanoTime(), made = 0;
    double began = ManagementFactory.getRuntimeMXBean().getUptime(), full = 0.75 * Runtime.getRuntime().maxMemory() / 1e6, last = 0, now;
    for (; (now = System.nanoTime() - start) < ms * 1e6 && last < full; LockSupport.parkNanos(200_000)) {
        for (; made * every < now && System.nanoTime() - start < ms * 1e6; made++) pass.put(order(random));
        if (!after.isEmpty()) last = after.getLast()[1];
    }
    long there = made - served.sum() - refused.sum();
    double seconds = (System.nanoTime() - start) / 1e9, p99 = DoubleStream.of(waited).limit(served.sum()).sorted().skip(served.sum() * 99 / 100).findFirst().orElse(0);
    var heap = after.stream().mapToDouble(collection -> collection[1]).toArray();
    double grown = heap.length < 3 ? 1 : DoubleStream.of(heap).skip(heap.length * 2 / 3).average().orElse(1) / DoubleStream.of(heap).limit(heap.length / 3).average().orElse(1);
    IO.println(DoubleStream.concat(DoubleStream.of(served.sum() / seconds, refused.sum(), there, p99, after.stream().mapToDouble(collection -> collection[2]).sum() / seconds / 10, last < full ? 0 : 1, grown, seconds),
                    after.stream().flatMapToDouble(collection -> DoubleStream.of((collection[0] - began) / 1e3 / seconds, collection[1], collection[2] / 1e3 / seconds)))
            .mapToObj("%.3f"::formatted).collect(Collectors.joining(" ")));
    Runtime.getRuntime().halt(0);
}
Order order(Random random) {
    var text = new byte[4_096];
    random.nextBytes(text);
    for (int i = 0; i < text.length; i++) text[i] &= 7;
    return new Order(System.nanoTime(), text);
}
void serve(Order order) {
    try (var deflater = new Deflater()) { deflater.setInput(order.text); deflater.finish(); deflater.deflate(new byte[8_192]); }
}

/** Of one run: orders served a second, refused, still there at the end; p99 of waiting in ms; share of GC in %; whether it was ended; how much fuller the heap is in the last third than in the first; seconds; then of each collection: when, as a share of the run, MB after it, and its share of the run. */
double[] run(String model, int load, int heap, int ms) throws IOException {
    var jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xms%dm".formatted(heap), "-Xmx%dm".formatted(heap), "-Xmn6m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
            MethodHandles.lookup().lookupClass().getName(), "kitchen", model, "" + load, "" + ms).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
    var line = Objects.requireNonNullElse(jvm.inputReader().readLine(), "it has ended");
    if (!line.matches("[-\\d. ]+")) { System.err.printf("jbang: the kitchen did not open: %s%n", line); System.exit(1); }
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
}
double[] all(List<double[]> runs, int what) { return runs.stream().mapToDouble(run -> run[what]).toArray(); }
double flat(double[] run) { return 100 * Math.min(run[6], 1 / run[6]); }

/** 26 bars from the beginning to the end: MB after the last collection before, or how much of the time went into collections. */
String chart(double[] run, int what, double full) {
    var bars = new double[26];
    for (int c = 8; c < run.length; c += 3) {
        int at = (int) Math.clamp(run[c] * 26, 0, 25);
        if (what == 0) Arrays.fill(bars, at, 26, run[c + 1]);
        else bars[at] += 100 * 26 * run[c + 2];
    }
    return DoubleStream.of(bars).mapToObj(bar -> "▁▂▃▄▅▆▇█".substring((int) Math.min(7, 8 * bar / full)).substring(0, 1)).collect(Collectors.joining());
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
