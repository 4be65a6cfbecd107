//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L15 · Don't block the loop
 *
 * Question   An event loop answers 500 requests a second. Twice a second one of them hashes a password. What do the others feel?
 * Predict    how many times shorter the others' p95 is if a worker hashes
 * Run        jbang 15     or, with this file alone: jbang L15_DontBlockTheLoop.java
 * Try next   --iterations=10000: who would notice?   taskset -c 0: what is a worker worth on one core?
 */
import static java.nio.channels.SelectionKey.*;
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    int[] size = open(args, "L15 · Don't block the loop", "An event loop answers 500 requests a second. Twice a second somebody logs in, and a password is hashed"
            + " with %,d iterations. What do the others feel?", new Size("iterations", 600_000, 600_000, 1_000, 1_000_000));
    int iterations = size[0], requests = List.of(args).contains("--quick") ? 250 : 750, node = node(iterations);
    var door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    workers.submit(() -> loop(door, iterations));
    if (node == 0) say("Note", "Node.js is not on the PATH, so its rows are missing; https://nodejs.org has it.");
    var guess = predict(args, "with a worker the others' p95 will be [ ? ]× shorter");
    var names = List.of("event loop hashes", "event loop + workers", "Node.js: its loop hashes", "Node.js + its workers");
    var seen = Stream.generate(() -> new ArrayList<double[]>()).limit(node == 0 ? 2 : 4).toList();
    var lanes = new char[seen.size()][51];
    measure(IntStream.range(0, seen.size()).mapToObj(m -> new Model(names.get(m), () -> seen.get(m).add(ask(m < 2 ? door.socket().getLocalPort() : node, m % 2 == 0 ? "/loop" : "/worker", requests, lanes[m])))).toArray(Model[]::new));
    IO.println("\n  model                          p50          p95          p99        a login");
    for (int m = 0; m < seen.size(); m++)
        IO.println("  %-24s  %,6.1f ms   %,7.1f ms   %,7.1f ms   %,9.0f ms".formatted(names.get(m), median(last(seen.get(m), 0)), median(last(seen.get(m), 1)), median(last(seen.get(m), 2)), median(last(seen.get(m), 3))));
    IO.println("\n  the others: █ answered, ▒ answered during a login, ░ waiting, 0 to 500 ms");
    for (int m = 0; m < seen.size(); m++) IO.println("  %-24s  %.50s".formatted(names.get(m), new String(lanes[m])));
    IO.println();
    say("You saw", shown("the others' p95 is %s× shorter if a worker hashes" + guess, faster(last(seen.get(0), 1), last(seen.get(1), 1)), 10, "a hash is short, or a worker takes the loop's core"),
            shown("the median hides it: if the loop hashes, p95 is %s× as long as p50", faster(last(seen.get(0), 1), last(seen.get(0), 0)), 10, "a hash is short"));
    say("Why", """
            One thread answers all, so while it hashes (%,.0f ms) nobody is answered. As long as less than half of the time goes into hashes, the median tells nothing of it; p95 does. \
            A worker makes no hash shorter: it lets the loop go on, and hands the result back to it. The client sends on schedule, and counts from when a request was due. \
            One that first waits for its answer asks less while the loop stands still, and so leaves out what is worst: coordinated omission.""".formatted(median(last(seen.get(0), 3))));
    say("Next", "exercise E15 · guide: IO and async · try: ./jbang 15 --iterations=10000");
}

final ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors() + 1, Thread.ofPlatform().daemon().factory());
final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();                                // what others give to the loop

// tag::loop[]
/** One thread answers all. A task from elsewhere has its turn after those who are ready. */
Void loop(ServerSocketChannel door, int iterations) throws IOException {
    var selector = Selector.open();
    door.configureBlocking(false).register(selector, OP_ACCEPT);
    for (var buffer = ByteBuffer.allocate(8_192); ; ) {
        selector.select(key -> turn(key, buffer.clear(), iterations));
        for (Runnable task; (task = tasks.poll()) != null; ) task.run();
    }
}

/** Short requests on sockets with room: lesson 07 has the loop that also reads pieces, and writes to the slow. */
void turn(SelectionKey key, ByteBuffer buffer, int iterations) {
    try {
        if (key.channel() instanceof ServerSocketChannel door) door.accept().configureBlocking(false).register(key.selector(), OP_READ);
        else if (key.channel() instanceof SocketChannel caller && caller.read(buffer) >= 0)
            for (var request : StandardCharsets.US_ASCII.decode(buffer.flip()).toString().split("\r\n\r\n")) switch (request.split(" ")[1]) {
                case "/loop" -> answer(caller, hash(iterations));                          // all others wait
                case "/worker" -> workers.submit(() -> {
                    var hash = hash(iterations);
                    tasks.add(() -> answer(caller, hash));                                  // back to the loop,
                    return key.selector().wakeup();                                         // which may be asleep
                });
                default -> answer(caller, "soup");
            }
        else key.channel().close();
    } catch (IOException | GeneralSecurityException e) { key.cancel(); }
}
// end::loop[]

void answer(SocketChannel caller, String text) {
    try { caller.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n{%s}".formatted(text.length() + 2, text))); } catch (IOException gone) { }
}
String hash(int iterations) throws GeneralSecurityException {        // slow by design: who steals hashes cannot try many passwords
    var password = new PBEKeySpec("open sesame".toCharArray(), "salt".getBytes(), iterations, 256);
    return HexFormat.of().formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(password).getEncoded());
}

/** The same on Node.js, in a process that ends when its input does, so also when this one is killed. Its port, or 0 without Node. */
int node(int iterations) {
    try {
        var node = new ProcessBuilder("node", "-e", """
                const crypto = require('crypto'), password = ['open sesame', 'salt', %d, 32, 'sha256'];
                const server = require('http').createServer((request, answer) => {
                  const welcome = (_, hash) => answer.end(`{${hash.toString('hex')}}`);
                  request.url === '/loop' ? welcome(null, crypto.pbkdf2Sync(...password)) : request.url === '/worker' ? crypto.pbkdf2(...password, welcome) : answer.end('{soup}');
                }).listen(0, '127.0.0.1', () => console.log(server.address().port)); process.stdin.on('end', () => process.exit()).resume();""".formatted(iterations)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return Integer.parseInt(node.inputReader().readLine());
    } catch (IOException | NumberFormatException e) { return 0; }
}

/** An open-loop client: a request is sent when it is due, whether others are answered or not (at most one on a connection). Gives the others' p50, p95 and p99 and a login's latency, in ms, and marks each 10 ms of the lane. */
double[] ask(int port, String login, int requests, char[] lane) throws Exception {
    Queue<Double> logins = new ConcurrentLinkedQueue<>(), others = new ConcurrentLinkedQueue<>();
    Arrays.fill(lane, '░');
    var sockets = new ArrayList<Socket>();
    while (sockets.size() < 200) sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
    long start = System.nanoTime() + 10_000_000;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int r = 0; r < requests; r++) {
            var path = r % 250 == 0 ? login : "/menu";
            var socket = sockets.get(r % 200);
            long due = start + r * 2_000_000L;                      // 500 a second
            callers.submit(() -> {
                for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
                synchronized (socket) {
                    socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: bakery\r\n\r\n".formatted(path).getBytes());
                    for (int said; (said = socket.getInputStream().read()) != '}'; ) if (said < 0) throw new EOFException();
                }
                if (path.equals("/menu")) lane[(int) Math.min(50, (System.nanoTime() - start) / 10_000_000)] = logins.isEmpty() ? '▒' : '█';
                return (path.equals("/menu") ? others : logins).add((System.nanoTime() - due) / 1e6);
            });
        }
    }
    for (var socket : sockets) socket.close();
    if (logins.size() + others.size() < requests) throw new IOException("the server has closed connections");
    return new double[] {within(others, 50), within(others, 95), within(others, 99), within(logins, 50)};
}
double within(Queue<Double> waited, int percent) { return waited.stream().sorted().toList().get(waited.size() * percent / 100); }

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

double[] last(List<double[]> runs, int what) { return runs.reversed().stream().limit(3).mapToDouble(run -> run[what]).toArray(); }
