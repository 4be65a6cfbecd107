//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L01 · One chef, many orders
 *
 * Question   100 orders each wait 50 ms for a slow service. How long does ONE thread need for all?
 * Predict    how many times faster it gets when it switches between the orders
 * Run        jbang 01     or, with this file alone: jbang L01_OneChefManyOrders.java
 * Try next   --wait=5: why is the gain smaller?   --orders=1000 --wait=5: what limits one thread?
 */
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.*;

final ByteBuffer request = ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes()), answer = ByteBuffer.allocate(1_024);

void main(String... args) throws Exception {
    int[] size = open(args, "L01 · One chef, many orders",
            "%,d orders each wait %,d ms for a slow service. How long does ONE thread need for all?",
            new Size("orders", 100, 25, 8, 2_000), new Size("wait", 50, 20, 1, 1_000));
    int orders = size[0], wait = size[1];
    var guess = predict(args, "switching will be [ ? ]× faster than waiting in turn");
    var oven = service(wait);
    List<Span> turns = new ArrayList<>(), switches = new ArrayList<>();
    double[][] ms = measure(new Model("one after another", () -> oneAfterAnother(oven, orders, turns)),
            new Model("one thread, switching", () -> switching(oven, orders, switches)));

    double inTurn = median(ms[0]), switching = median(ms[1]);
    var gain = faster(ms[0], ms[1]);
    var share = DoubleStream.of(ms[1]).map(total -> 100 * wait / total).toArray();
    IO.println("""

              model                       time   per second   threads   speed-up
              one after another      %,6.0f ms   %,10.0f         1       1.0×
              one thread, switching  %,6.0f ms   %,10.0f         1   %,7.1f×
            """.formatted(inTurn, 1e3 * orders / inTurn, switching, 1e3 * orders / switching, median(gain)));
    lanes("one after another, the first 8 orders: █ sent, ░ waiting", "order", 8, 10 * wait, '░', turns);
    lanes("one thread, switching, the same 8 orders", "order", 8, 10 * wait, '░', switches);

    say("You saw",
            shown("one thread that switches is %s× faster than one that waits in turn" + guess, gain, 2, "little can overlap"),
            shown("%s %% of the time for all of them is a single wait of " + wait + " ms", share, 100 / 3.0, "sending took longer"));
    say("Why", """
            In turn, each order takes %.1f ms, and for %,d ms of them the thread stands at the oven door. Switching \
            sends every order first and then serves whichever answer is ready: the waits overlap. It needs no second \
            thread and no second core, because nothing is computed at the same time. It is only waited for.
            """.formatted(inTurn / orders, wait));
    say("Next", "exercise E01 · guide: The three models · try: ./jbang 01 --wait=5");
}

// tag::one-after-another[]
/** Sends an order, waits until its answer is complete, and only then turns to the next. */
int oneAfterAnother(InetSocketAddress oven, int orders, List<Span> log) throws IOException {
    log.clear();
    for (int i = 0; i < orders; i++) {
        try (var order = SocketChannel.open(oven)) {
            order.write(request.rewind());
            long sent = System.nanoTime();
            while (order.read(answer.clear()) >= 0) { }   // waits here, until the service closes
            log.add(new Span(i, sent, System.nanoTime()));
        }
    }
    return log.size();
}
// end::one-after-another[]

// tag::switching[]
/** Sends all orders, then serves whichever answer is ready: a small event loop. */
int switching(InetSocketAddress oven, int orders, List<Span> log) throws IOException {
    log.clear();
    try (var ready = Selector.open()) {
        for (int i = 0; i < orders; i++) {
            var order = SocketChannel.open(oven);
            order.write(request.rewind());
            long sent = System.nanoTime();
            order.configureBlocking(false).register(ready, SelectionKey.OP_READ, new Span(i, sent, sent));
        }
        // tag::serve[]
        for (; log.size() < orders; ready.selectedKeys().clear()) {
            ready.select();                               // waits here, for whichever comes first
            for (var key : ready.selectedKeys()) {
                var order = (SocketChannel) key.channel();
                if (order.read(answer.clear()) >= 0) continue;
                order.close();
                var sent = (Span) key.attachment();
                log.add(new Span(sent.lane, sent.from, System.nanoTime()));
            }
        }
        // end::serve[]
    }
    return log.size();
}
// end::switching[]

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

/** A slow service on a real socket: answers each request after a delay in ms. A daemon, it ends with the lesson. */
InetSocketAddress service(int delay) throws IOException {
    var service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096, "/", request -> {
        LockSupport.parkNanos(delay * 1_000_000L);
        request.sendResponseHeaders(200, -1);
        request.close();
    });
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Thread.ofPlatform().daemon().start(service::start);
    return service.getAddress();
}
