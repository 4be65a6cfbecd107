//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xlog:os+thread=off
/*
 * L05 · Thousands of requests
 *
 * Question   2,000 requests, each waits 300 ms for another service. How long on a pool of 200 threads? On virtual threads?
 * Predict    how many times faster virtual threads serve them
 * Run        jbang 05     or, with this file alone: jbang L05_ThousandsOfRequests.java
 * Try next   --requests=4000: which rows follow?   --wait=10: what is the limit when there is little to wait for?
 */
import com.sun.net.httpserver.*;
import java.lang.management.ManagementFactory;
import java.nio.channels.*;

void main(String... args) throws Exception {
    System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");   // else the server closes all above 200
    int most = Math.max(40, openable(8_000, 2));                             // two files each, one at either end
    int[] size = open(args, "L05 · Thousands of requests",
            "%,d requests at once, each waits %,d ms for another service. How long on a tenth as many threads? On virtual threads?",
            new Size("requests", Math.min(2_000, most), Math.min(400, most), 40, most), new Size("wait", 300, 40, 1, 1_000));
    int requests = size[0], wait = size[1], pool = requests / 10;
    if (most < 8_000) say("Note", "This shell allows few open files: %,d requests at most here; ulimit -n 20000 lifts it.".formatted(most));
    var guess = predict(args, "virtual threads will be [ ? ]× faster than a pool of %,d".formatted(pool));

    var ways = List.of(pool(pool / 4, pool / 4 * 2, wait), pool(pool / 2, pool / 2 * 2, wait), pool(pool, requests, wait),
            new Way("platform threads", requests, requests, wait, () -> Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()), new ArrayList<>()),
            new Way("virtual threads", requests, requests, wait, Executors::newVirtualThreadPerTaskExecutor, new ArrayList<>()), pool(pool, requests, 0));
    Thread.startVirtualThread(() -> LockSupport.parkNanos(1)).join();        // their carriers and timer are there, whoever takes all threads
    var server = server().getAddress();
    var client = Selector.open();
    for (int c = 0; c < requests; c++) SocketChannel.open(server).configureBlocking(false).register(client, SelectionKey.OP_READ);
    double[][] ms = measure(ways.stream().map(way -> new Model(way.name, () -> serve(way, client))).toArray(Model[]::new));

    IO.println("\n  model                       requests  per second  the law  in flight  threads");
    for (int w = 0; w < 6; w++)
        IO.println("  %-26s  %,8d  %,10.0f  %7s  %,9.0f  %,7.0f".formatted(ways.get(w).name, ways.get(w).requests,
                1_000 * ways.get(w).requests / median(ms[w]), w == 5 ? "–" : "%,.0f".formatted(ways.get(w).law()),
                median(ways.get(w).last(Seen::inFlight)), median(ways.get(w).last(Seen::threads))));
    IO.println();
    if (refused.get() > 0) say("Note", "The system refused %,d platform threads, and virtual threads served in their place: the rows above "
            .formatted(refused.get()) + "flatter the other models. ulimit -u, or the limit on pids of the container, lifts it.");
    var busy = "serving costs as much as waiting here, or something else keeps the cores busy";
    var ofTheLaw = IntStream.range(0, 3).boxed().flatMapToDouble(w -> DoubleStream.of(ms[w]).map(t -> 100_000 * ways.get(w).requests / t / ways.get(w).law()));
    say("You saw",
            shown("Little's law, threads ÷ wait: the pools, small and large, reach %s %% of it", ofTheLaw.toArray(), 80, busy),
            shown("virtual threads serve the same requests %s× faster than a pool of " + pool + guess, faster(ms[2], ms[4]), 4, busy),
            shown("virtual threads: %s requests are in flight at once, by the server's own count", ways.get(4).last(Seen::inFlight), 4 * pool, busy),
            shown("the client is not the limit: without the wait it gets its answers %s× faster than from virtual threads", faster(ms[4], ms[5]), 1.5, busy));
    say("Why", """
            Little's law: requests in flight = requests per second × seconds of each. %,d threads hold %,d in flight, for \
            %,d ms each: at best %,.0f leave per second, however idle the cores are. Virtual threads are cheap enough for one \
            per request: only the cost of serving is left. Two defaults of this server are limits too, and the lesson lifts \
            them: of more than 50 connections that knock at once, some must knock again; above 200 idle ones, some are closed.
            """.formatted(pool, pool, wait, ways.get(2).law()));
    say("Next", "exercise E05 · guide: Thread blocking · try: ./jbang 05 --requests=4000");
}

// tag::models[]
/** A way to serve so many requests, of which each waits so many ms. It can hold so many (size) in flight. */
record Way(String name, int size, int requests, int delay, Supplier<ExecutorService> threads, List<Seen> runs) {
    double law() { return 1_000.0 * size / delay; }
    double[] last(ToDoubleFunction<Seen> what) { return runs.reversed().stream().limit(3).mapToDouble(what).toArray(); }
}

/** Of one run: the most requests in the handler at once, by its own count, and the most platform threads of the JVM. */
record Seen(double inFlight, double threads) {}

Way pool(int size, int requests, int delay) {
    return new Way("fixed pool of %,d".formatted(size) + (delay == 0 ? ", no wait" : ""), size, requests, delay,
            () -> Executors.newFixedThreadPool(size), new ArrayList<>());
}

volatile Executor threads;      // of the way whose turn it is
final AtomicInteger inFlight = new AtomicInteger(), most = new AtomicInteger(), refused = new AtomicInteger();

/** Stands for a handler that asks another service: its thread waits, for as many ms as the path says, and computes nothing. */
void handle(HttpExchange request) throws IOException {
    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    LockSupport.parkNanos(1_000_000 * Long.parseLong(request.getRequestURI().getPath().substring(1)));
    inFlight.decrementAndGet();
    request.sendResponseHeaders(200, -1);
    request.close();
}

/** One server for all: the ways differ in nothing but the threads that call its handler. */
HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096, "/", this::handle);
    server.setExecutor(request -> {
        try { threads.execute(request); }
        catch (OutOfMemoryError noThread) { refused.incrementAndGet(); Thread.startVirtualThread(request); }
    });
    Thread.ofPlatform().daemon().start(server::start);
    return server;
}
// end::models[]

boolean serve(Way way, Selector client) throws IOException {
    var jvm = ManagementFactory.getThreadMXBean();
    try (var own = way.threads.get()) {
        threads = own;
        jvm.resetPeakThreadCount();
        ask(client, way.runs.isEmpty() ? way.size : way.requests, way.delay);     // to warm up, a request for each thread is enough
    }
    return way.runs.add(new Seen(most.getAndSet(0), jvm.getPeakThreadCount()));
}

/** The client: ONE thread sends so many requests at once, each on its own connection, and reads until all are answered. */
void ask(Selector client, int requests, int delay) throws IOException {
    var bytes = ByteBuffer.wrap("GET /%d HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(delay).getBytes());
    var connections = client.keys().iterator();
    for (int sent = 0; sent < requests; sent++) ((SocketChannel) connections.next().channel()).write(bytes.rewind());
    var answer = ByteBuffer.allocate(1_024);        // so short that it comes in one piece
    for (int answered = 0; answered < requests; client.selectedKeys().clear()) {
        answered += client.select();
        for (var key : client.selectedKeys())
            if (((SocketChannel) key.channel()).read(answer.clear()) < 0) throw new EOFException("the server has closed a connection");
    }
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

/** As many as wanted, or as this process may open at so many files each. */
int openable(int wanted, int files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
            ? (int) Math.min(wanted, (unix.getMaxFileDescriptorCount() - 100) / files) : wanted;
}
