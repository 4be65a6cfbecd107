//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L03 · Stop waiting
 *
 * Question   1,000 calls of a service that answers after 50 ms. How many threads must stand and wait for them?
 * Predict    how many times faster async is than a pool of 50 threads
 * Run        jbang 03     or, with this file alone: jbang L03_StopWaiting.java
 * Try next   --calls=4000: what does a platform thread for each call cost?   --wait=5: what is left of the gain?
 */
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;

void main(String... args) throws Exception {
    System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");   // else the service closes all above 200
    int[] size = open(args, "L03 · Stop waiting", "%,d calls of a service that answers after %,d ms. How many threads must stand and wait for them?",
            new Size("calls", openable(1_000, 2), 200, 10, openable(4_000, 2)), new Size("wait", 50, 50, 1, 1_000));
    int calls = size[0], wait = size[1], most = openable(4_000, 2);       // two files each, one at either end
    if (most < 4_000) say("Note", "This shell allows few open files: %,d calls at most here; ulimit -n 20000 lifts it.".formatted(most));
    var guess = predict(args, "async will be [ ? ]× faster than a pool of 50 threads");
    var names = List.of("fixed pool of 50", "platform threads", "virtual threads", "async (futures)");
    var seen = Stream.generate(() -> new ArrayList<Seen>()).limit(4).toList();
    var own = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Thread.ofPlatform().daemon().factory());   // else the client takes hundreds
    var service = new Service(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(own).build(),
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service(wait).getPort())).build(), calls, new ConcurrentLinkedQueue<>());
    var ms = measure(
            new Model(names.get(0), () -> seen.get(0).add(watch(service, () -> blocking(service, Executors.newFixedThreadPool(50))))),
            new Model(names.get(1), () -> seen.get(1).add(watch(service, () -> blocking(service, Executors.newFixedThreadPool(calls))))),
            new Model(names.get(2), () -> seen.get(2).add(watch(service, () -> blocking(service, Executors.newVirtualThreadPerTaskExecutor())))),
            new Model(names.get(3), () -> seen.get(3).add(watch(service, () -> async(service)))));
    IO.println("\n  model                 time   calls in flight   platform threads   speed-up");
    for (int m = 0; m < 4; m++)
        IO.println("  %-16s  %,6.0f ms   %,15.0f   %,16.0f   %,7.1f×".formatted(names.get(m), median(ms[m]),
                median(last(seen.get(m), Seen::inFlight)), median(last(seen.get(m), Seen::threads)), median(faster(ms[0], ms[m]))));
    double slowest = seen.stream().mapToDouble(runs -> runs.getLast().ms()).max().getAsDouble();
    IO.println("\n  calls in flight: · none, ░ up to 50, ▒ up to half, █ more, 0 to %,.0f ms".formatted(slowest));
    for (int m = 0; m < 4; m++) IO.println("  %-16s  %s".formatted(names.get(m), seen.get(m).getLast().lane(slowest, calls)));
    IO.println();
    say("You saw",
            shown("virtual threads are %s× faster than a pool of 50, with the same code", faster(ms[0], ms[2]), 2, "the pool is large enough"),
            shown("async is %s× faster than a pool of 50" + guess, faster(ms[0], ms[3]), 2, "the pool is large enough"),
            shown("virtual threads: %s calls in flight for each platform thread", last(seen.get(2), run -> run.inFlight() / run.threads), 2, "too few calls overlap"),
            shown("async: %s calls in flight for each platform thread", last(seen.get(3), run -> run.inFlight() / run.threads), 2, "too few calls overlap"));
    say("Why", """
            A blocked thread is held for the whole wait: 50 threads have at most 50 calls in flight, which makes \
            %,d ms at best. A platform thread for each call has no such bound, but %,d threads must be started first. \
            Async and virtual threads hold none: async leaves a note of what to do next, and a virtual thread leaves \
            its carrier while it waits. They do not make the service faster; they only stop standing in line.""".formatted(Math.ceilDiv(calls, 50) * wait, calls));
    say("Next", "exercise E03 · guide: The three models · try: ./jbang 03 --calls=4000");
}

/** What is called, how often, and from when to when each caller has waited for its answer, in ns. */
record Service(HttpClient client, HttpRequest request, int calls, Queue<long[]> waits) {
    int answered(long asked, HttpResponse<?> answer) {
        waits.add(new long[] {asked, System.nanoTime()});
        return answer.statusCode();
    }
}

// tag::blocking[]
/** A thread of its own stands in send() until the answer is there: a platform or a virtual one, as you like. */
int blocking(Service service, ExecutorService threads) throws Exception {
    try (threads) {
        Callable<Integer> call = () -> service.answered(System.nanoTime(), service.client.send(service.request, BodyHandlers.discarding()));
        int answered = 0;
        for (var code : threads.invokeAll(Collections.nCopies(service.calls, call))) if (code.get() == 200) answered++;
        return answered;
    }
}
// end::blocking[]

// tag::async[]
/** sendAsync() returns at once; only the last line waits, once for all of them. */
int async(Service service) {
    var codes = Stream.generate(() -> {
        long asked = System.nanoTime();
        return service.client.sendAsync(service.request, BodyHandlers.discarding()).thenApply(answer -> service.answered(asked, answer));
    }).limit(service.calls).toList();
    return (int) codes.stream().filter(code -> code.join() == 200).count();
}
// end::async[]

/** Of one run: the most platform threads of the whole JVM, the service's own included, and all waits. */
record Seen(double threads, long start, double ms, List<long[]> waits) {
    double inFlight() { return waits.stream().mapToDouble(wait -> wait[1] - wait[0]).sum() / 1e6 / ms; }   // all waits over the time: an average
    String lane(double scale, int calls) {
        return IntStream.range(0, 60).mapToDouble(column -> start + column * scale / 60 * 1e6).mapToLong(now -> waits.stream().filter(wait -> wait[0] <= now && now < wait[1]).count())
                .mapToObj(n -> n == 0 ? "·" : n <= 50 ? "░" : n <= calls / 2 ? "▒" : "█").collect(Collectors.joining());
    }
}

Seen watch(Service service, Callable<?> work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount() + Runtime.getRuntime().availableProcessors();
    threads.resetPeakThreadCount();
    service.waits.clear();
    long start = System.nanoTime();
    work.call();
    double ms = (System.nanoTime() - start) / 1e6;
    for (int turn = 0; turn < 100 && threads.getThreadCount() > before; turn++) Thread.sleep(1);   // the last ones end
    return new Seen(threads.getPeakThreadCount(), start, ms, List.copyOf(service.waits));
}

double[] last(List<Seen> runs, ToDoubleFunction<Seen> what) { return runs.reversed().stream().limit(3).mapToDouble(what).toArray(); }

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

/** As many as wanted, or as this process may open at so many files each. */
int openable(int wanted, int files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
            ? (int) Math.min(wanted, (unix.getMaxFileDescriptorCount() - 100) / files) : wanted;
}
