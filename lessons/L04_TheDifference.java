//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L04 · The difference
 *
 * Question   Concurrency, parallelism, async: which of them helps work that waits, and which helps work that computes?
 * Predict    how many times faster one thread computes when it switches between the tasks
 * Run        jbang 04     or, with this file alone: jbang L04_TheDifference.java
 * Try next   --tasks=100: which of the gains grow, and which stay?   --wait=1: when does waiting need no care?
 */
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;

void main(String... args) throws Exception {
    System.setProperty("jdk.virtualThreadScheduler.parallelism", "1");   // one carrier, before the first virtual thread
    System.setProperty("jdk.virtualThreadScheduler.maxPoolSize", "1");
    int cores = Runtime.getRuntime().availableProcessors(), normal = Math.max(40, 4 * cores);
    int[] size = open(args, "L04 · The difference", """
            %,d tasks that each wait %,d ms for a service, and as many that compute. Which model helps which?""",
            new Size("tasks", normal, normal / 3, 4, 1_000), new Size("wait", 50, 10, 1, 1_000));
    int tasks = size[0];
    var guess = predict(args, "switching will make one thread compute [ ? ]× faster");

    var address = service(size[1]);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort())).build();
    double[][] ms;
    try (var loop = Executors.newSingleThreadExecutor();
         var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(loop).build()) {
        Callable<?> ask = () -> ask(address), compute = () -> compute();
        ms = measure(
                new Model("waiting, one after another", () -> run(Executors.newFixedThreadPool(1), tasks, ask)),
                new Model("waiting, one thread that switches", () -> run(oneThreadThatSwitches(), tasks, ask)),
                new Model("waiting, a thread per core", () -> run(Executors.newFixedThreadPool(cores), tasks, ask)),
                new Model("waiting, many threads", () -> run(Executors.newFixedThreadPool(tasks), tasks, ask)),
                new Model("waiting, async", () -> async(tasks, () -> client.sendAsync(request, BodyHandlers.discarding()))),
                new Model("computing, one after another", () -> run(Executors.newFixedThreadPool(1), tasks, compute)),
                new Model("computing, one thread that switches", () -> run(oneThreadThatSwitches(), tasks, compute)),
                new Model("computing, a thread per core", () -> run(Executors.newFixedThreadPool(cores), tasks, compute)),
                new Model("computing, many threads", () -> run(Executors.newFixedThreadPool(tasks), tasks, compute)),
                new Model("computing, async", () -> async(tasks, () -> CompletableFuture.supplyAsync(this::compute, loop))));
    }

    IO.println("\n  model                   waiting   gain waiting    computing   gain computing");
    var names = List.of("one after another", "one thread, switching", "a thread per core", "many threads", "async (futures)");
    for (int m = 0; m < 5; m++)
        IO.println("  %-21s  %,5.0f ms   %,11.1f×   %,7.0f ms   %,13.1f×".formatted(names.get(m),
                median(ms[m]), median(faster(ms[0], ms[m])), median(ms[m + 5]), median(faster(ms[5], ms[m + 5]))));
    IO.println();
    var busy = "something else keeps the cores busy";
    say("You saw",
            shown("concurrency, waiting: one thread that switches is %s× faster", faster(ms[0], ms[1]), 2, "the waits are too short"),
            shown("concurrency, computing: one thread takes as long with switching as without, to %s %%" + guess, alike(ms[5], ms[6]), 80, busy),
            cores == 1 ? "✘ not shown here: parallelism, computing: there is only one core, and it does one thing at a time"
                    : shown("parallelism, computing: a thread per core is %s× faster", faster(ms[5], ms[7]), 1.25, busy),
            shown("parallelism, waiting: one thread that switches beats a thread per core %s×", faster(ms[2], ms[1]), 2,
                    "the waits are too short, or there are as many cores as tasks"),
            shown("async, computing: one thread takes as long with futures as without, to %s %%", alike(ms[5], ms[9]), 80, busy));
    say("Why", """
            Waiting needs nobody: one thread that switches has all %,d waits under way, a thread per core only %d. \
            Computing needs a core all the time: switching changes whose turn it is, and only more cores end sooner. \
            Many threads, here one for each task, gained %.1f× and %.1f×. Async gives the thread back while something \
            waits, so it is a form of concurrency; work that computes never gives it back.
            """.formatted(tasks, cores, median(faster(ms[0], ms[3])), median(faster(ms[5], ms[8]))));
    say("Next", "exercise E04 · guide: The three models · try: ./jbang 04 --tasks=100");
}

// tag::models[]
/** The same tasks for every model; only the threads that run them differ. */
int run(ExecutorService threads, int tasks, Callable<?> task) throws Exception {
    try (threads) {
        for (var done : threads.invokeAll(Collections.nCopies(tasks, task))) done.get();
    }
    return tasks;
}

/** A virtual thread for each task, all on ONE carrier thread, which switches wherever a task waits or yields. */
ExecutorService oneThreadThatSwitches() { return Executors.newVirtualThreadPerTaskExecutor(); }

/** Starts all the tasks without a thread that waits for each, then waits once for all. */
int async(int tasks, Supplier<CompletableFuture<?>> task) {
    CompletableFuture.allOf(Stream.generate(task).limit(tasks).toArray(CompletableFuture[]::new)).join();
    return tasks;
}
// end::models[]

/** A task that waits: asks the service and blocks until the answer is complete. */
int ask(InetSocketAddress service) throws IOException {
    try (var socket = new Socket(service.getAddress(), service.getPort())) {
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
        return socket.getInputStream().readAllBytes().length;
    }
}

/** A task that computes: the primes below 100,000, in ten parts; after each it lets others have their turn. */
int compute() {
    int primes = 0;
    for (int part = 0; part < 10; part++, Thread.yield())
        for (int n = 10_000 * part; n < 10_000 * (part + 1); n++) if (prime(n)) primes++;
    return primes;
}

boolean prime(int n) {
    for (int d = 2; d * d <= n; d++) if (n % d == 0) return false;
    return n > 1;
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
