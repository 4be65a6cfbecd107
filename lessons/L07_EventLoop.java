//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L07 · Event loop
 *
 * Question   Thousands of connections stay open, and each asks again and again. Can one thread serve them all?
 * Predict    how many answers a second virtual threads give for each of the loop's
 * Run        jbang 07     or, with this file alone: jbang L07_EventLoop.java
 * Try next   --sockets=9000: who keeps up?   taskset -c 0: and if all have one core?
 */
import static java.nio.channels.SelectionKey.*;
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    int[] size = open(args, "L07 · Event loop", "%,d connections stay open, and each asks 10 times. Can one thread serve them all?",
            new Size("sockets", openable(4_000, 2), openable(500, 2), 10, openable(12_000, 2)));
    int sockets = size[0], most = openable(4_000, 2), node = node();
    if (most < 4_000) say("Note", "This shell allows few open files: %,d connections at most here; ulimit -n 20000 lifts it.".formatted(most));
    if (node == 0) say("Note", "Node.js is not on the PATH, so its row is missing; https://nodejs.org has it.");
    var held = List.of(new ArrayList<Double>(), new ArrayList<Double>(), new ArrayList<Double>());
    var models = new Model[] {new Model("event loop", () -> held.get(0).add(run(true, sockets))),
            new Model("virtual threads", () -> held.get(1).add(run(false, sockets))),
            new Model("event loop of Node.js", () -> held.get(2).add(ask(node, sockets)))};
    var ms = measure(node == 0 ? Arrays.copyOf(models, 2) : models);
    IO.println("\n  model                       time   answers a second   connections a thread");
    for (int m = 0; m < ms.length; m++)
        IO.println("  %-21s  %,6.0f ms   %,16.0f   %,20.0f".formatted(models[m].name, median(ms[m]), sockets * 10_000 / median(ms[m]), held.get(m).getLast()));
    IO.println();
    say("You saw", shown("event loop: one thread held %s %% of the connections open at once",
                    held.get(0).reversed().stream().limit(3).mapToDouble(connections -> 100 * connections / sockets).toArray(), 100, "some were not let in"),
            shown("virtual threads, with code that waits, gave %s× as many answers a second as the loop",
                    IntStream.range(0, 3).mapToDouble(round -> ms[0][round] / ms[1][round]).toArray(), 0.5, "the loop is more than twice as fast here"));
    say("Why", """
            Who says nothing costs the loop no turn. It sleeps until one of %,d is ready, and keeps half a request or half an answer in an \
            object; a thread does on its stack. Beneath virtual threads the JDK runs such a loop; here they had all cores (%d), \
            the loop one. The times hold the client, too. No turn of a loop may wait or compute for long: all others wait with it.""".formatted(sockets, Runtime.getRuntime().availableProcessors()));
    say("Next", "exercise E07 · guide: Thread blocking · try: ./jbang 07 --sockets=9000");
}

// tag::loop[]
/** One thread, one selector, all connections: it sleeps until some are ready, and each of these gets a short turn. */
void eventLoop(ServerSocketChannel door) throws IOException {
    try (var selector = Selector.open()) {
        door.configureBlocking(false).register(selector, OP_ACCEPT);
        for (var buffer = ByteBuffer.allocate(8_192); !Thread.interrupted(); ) selector.select(key -> turn(key, buffer.clear()));
        for (var key : selector.keys()) key.channel().close();
    }
}

/** What the loop remembers of a connection: the pieces of a request, and the part of an answer that the socket did not take. */
class Connection { StringBuilder asked = new StringBuilder(); ByteBuffer answer = ByteBuffer.allocate(0); }

void turn(SelectionKey key, ByteBuffer buffer) {
    try {
        if (key.channel() instanceof ServerSocketChannel door)
            door.accept().configureBlocking(false).register(key.selector(), OP_READ, new Connection());
        else if (key.channel() instanceof SocketChannel channel && key.attachment() instanceof Connection connection) {
            if (key.isReadable() && (channel.read(buffer) < 0 || connection.asked.length() > 8_192)) throw new EOFException("closed, or asks without end");
            if (key.isReadable()) connection.answer = answer(connection.asked, buffer.flip(), key.selector().keys().size() - 1);
            channel.write(connection.answer);                // takes what fits, and does not wait
            key.interestOps(connection.answer.hasRemaining() ? OP_WRITE : OP_READ);
        }
    } catch (IOException | RuntimeException e) {             // costs this connection, and no other
        if (key.attachment() != null) try { key.channel().close(); } catch (IOException gone) { }
    }
}
// end::loop[]

/** Answers each request that is complete now; a piece stays. It knows GET only, so no request has a body. */
ByteBuffer answer(StringBuilder asked, ByteBuffer more, int open) {
    asked.append(StandardCharsets.US_ASCII.decode(more));
    var answers = new StringBuilder();
    for (int end; (end = asked.indexOf("\r\n\r\n")) >= 0; asked.delete(0, end + 4)) {
        var text = "{\"thread\":%d,\"connections\":%d}".formatted(Thread.currentThread().threadId(), open);
        answers.append("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(text.length(), text));
    }
    return StandardCharsets.US_ASCII.encode(answers.toString());
}

/** A virtual thread for each connection, with code that waits where it reads and writes. */
void threadForEach(ServerSocketChannel door) throws IOException {
    for (var open = new AtomicInteger(); ; open.incrementAndGet()) {
        var channel = door.accept();
        Thread.startVirtualThread(() -> {
            var asked = new StringBuilder();
            try (channel) {
                for (var buffer = ByteBuffer.allocate(1_024); channel.read(buffer.clear()) >= 0 && asked.length() <= 8_192; )
                    channel.write(answer(asked, buffer.flip(), open.get()));
            } catch (IOException e) { }                      // the other end is gone
            open.decrementAndGet();
        });
    }
}

/** Node's loop in a process that ends when its input does, so also when this one is killed. Its port, or 0 without Node. */
int node() {
    try {
        var node = new ProcessBuilder("node", "-e", """
                const server = require('http').createServer((_, answer) => server.getConnections((_, connections) =>
                  answer.end(JSON.stringify({thread: require('worker_threads').threadId, connections}))));
                server.listen({port: 0, host: '127.0.0.1', backlog: 4096}, () => console.log(server.address().port));
                process.stdin.on('end', () => process.exit()).resume();""").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return Integer.parseInt(node.inputReader().readLine());
    } catch (IOException | NumberFormatException e) { return 0; }
}

double run(boolean loop, int sockets) throws Exception {
    var door = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 4_096);
    var thread = Thread.ofPlatform().daemon().start(() -> { try { if (loop) eventLoop(door); else threadForEach(door); } catch (IOException e) { } });
    try { return ask(door.socket().getLocalPort(), sockets); } finally { thread.interrupt(); thread.join(); }
}

/** The client: opens all, and asks on all of them, in two pieces, before it reads. Gives the connections for each thread that answered. */
double ask(int port, int sockets) throws IOException {
    var callers = new ArrayList<SocketChannel>();
    var said = new HashSet<String>();
    while (callers.size() < sockets)   // no delay: else the second piece waits up to 40 ms for the system of the other end
        callers.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)).setOption(StandardSocketOptions.TCP_NODELAY, true));
    for (int question = 0; question < 10; question++) {
        for (var piece : List.of("GET / HTTP/1.1\r\nHo", "st: bakery\r\n\r\n")) for (var caller : callers) caller.write(StandardCharsets.US_ASCII.encode(piece));
        said.clear();
        for (var caller : callers) {
            var answer = ByteBuffer.allocate(1_024);
            do if (caller.read(answer) < 0) throw new EOFException("the server has closed"); while (answer.get(answer.position() - 1) != '}');
            said.add(new String(answer.array(), 0, answer.position()).replaceAll("(?s).*\\{", ""));
        }
    }
    for (var caller : callers) caller.setOption(StandardSocketOptions.SO_LINGER, 0).close();   // else its port is kept for a minute
    return said.stream().mapToInt(open -> Integer.parseInt(open.replaceAll("\\D*\\d+\\D+(\\d+)\\D+", "$1"))).max().orElse(0) / (double) said.size();
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
