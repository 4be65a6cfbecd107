//JAVA 25+
//DEPS io.github.resilience4j:resilience4j-circuitbreaker:2.4.0 org.slf4j:slf4j-nop:2.0.17
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L25 · Bulkhead
 *
 * Question   A service with 20 threads asks two dependencies, and one becomes slow. What becomes of those who want only the other?
 * Predict    how many times longer they wait, in the worst of 100 cases
 * Run        jbang 25     or, with this file alone: jbang L25_Bulkhead.java
 * Try next   --slow=80: what does the timeout do now?   --clients=300: who needs more than 20 threads?
 */
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.circuitbreaker.*;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

void main(String... args) throws Exception {
    int[] size = open(args, "L25 · Bulkhead", "%,d clients ask a service with 20 threads. Half of them want a dependency that answers in 20 ms, half one that has become slow: %,d ms. What becomes of the first half?",
            new Size("clients", 100, 100, 10, 1_000), new Size("slow", 200, 100, 20, 1_000));
    var seen = Stream.generate(() -> new ArrayList<double[]>()).limit(9).toList();       // of each run, by service and then by retry
    int clients = size[0], ms = 3 * Math.max(100, size[1]);         // of a run: an answer of the slow one fits in
    URI healthy = dependency(20, 10_000, 0, new LongAdder()), slow = dependency(size[1], 10_000, 0, new LongAdder());
    var services = List.of(new Service("both are healthy", healthy, 0, () -> Callable::call), new Service("no bulkhead", slow, 0, () -> Callable::call), new Service("timeout of 100 ms", slow, 100, () -> Callable::call),
            new Service("semaphore of 5", slow, 0, () -> semaphore(new Semaphore(5))), new Service("circuit breaker, timeout", slow, 100, this::breaker));
    measure(services.stream().map(service -> new Model(service.name, () -> seen.get(services.indexOf(service)).add(load(service, healthy, clients, ms)))).toArray(Model[]::new));
    IO.println("\n  the service has            healthy: p50       p99  answers/s   the other: answers/s   failed/s");
    for (int m = 0; m < 5; m++) IO.println("  %-25s  %,9.0f ms  %,5.0f ms  %,9.0f   %,20.0f  %,9.0f".formatted(services.get(m).name, median(last(seen.get(m), 0)), median(last(seen.get(m), 1)), median(last(seen.get(m), 2)), median(last(seen.get(m), 3)), median(last(seen.get(m), 4))));
    IntUnaryOperator jitter = tries -> ThreadLocalRandom.current().nextInt(50 << Math.min(tries, 3));
    var retries = List.of(new Retry("at once", _ -> 0, 1_000_000), new Retry("after 100 ms", _ -> 100, 1_000_000), new Retry("longer each time, jitter", jitter, 1_000_000), new Retry("the same, a budget", jitter, 3 * clients));
    measure(retries.stream().map(retry -> new Model("try again " + retry.name, () -> seen.get(5 + retries.indexOf(retry)).add(storm(retry, clients)))).toArray(Model[]::new));
    IO.println("\n  down for 200 ms: try again    requests   answered   all over after");
    for (int m = 5; m < 9; m++) IO.println("  %-25s  %,11.0f  %,9.0f  %,12.0f ms".formatted(retries.get(m - 5).name, median(last(seen.get(m), 0)), median(last(seen.get(m), 1)), median(last(seen.get(m), 2))));
    IO.println();
    var calm = last(seen.get(0), 1);
    say("You saw", shown("without a bulkhead the p99 of the healthy dependency is %s× as long", faster(last(seen.get(1), 1), calm), 10, "the other is not slow enough, or there are threads for all"),
            shown("with a semaphore the healthy p99 and the undisturbed one agree to %s %%", alike(last(seen.get(3), 1), calm), 50, "something else slows the service"),
            shown("a circuit breaker makes it %s× shorter than without a bulkhead", faster(last(seen.get(1), 1), last(seen.get(4), 1)), 3, "it had not opened yet"),
            shown("to try again at once sends %s× the requests of back-off with jitter", faster(last(seen.get(5), 0), last(seen.get(7), 0)), 2, "the dependency was soon there again"));
    say("Why", """
            Threads are what the two halves share. Without a bulkhead the slow one takes all of them: in flight is rate × latency, and its latency is %,d ms. A timeout shortens that, and \
            20 threads may still be too few. A semaphore bounds it: 5 threads wait, everybody else is refused at once. A circuit breaker learns from failures, timeouts here, and then \
            lets nobody through for a while. Who is refused tries again: at once, and the dependency gets many times the requests. (All was over after %,.0f ms, with jitter after %,.0f: it depends on what a refusal costs.) \
            Back-off spreads them, jitter keeps clients from coming in step, and a budget, here 3 retries for each client but shared by all, ends them: %.0f of %,d then had an answer.""".formatted(size[1], median(last(seen.get(5), 2)), median(last(seen.get(7), 2)), median(last(seen.get(8), 1)), clients));
    say("Next", "exercise E25 · guide: Connection limits · try: ./jbang 25 --slow=80");
}

/** How a service asks the other dependency: its address, a timeout in ms (0: none), and what stands before it. */
record Service(String name, URI other, int timeout, Supplier<Guard> guard) {}
interface Guard { Object call(Callable<?> ask) throws Exception; }
// tag::guards[]
Guard semaphore(Semaphore permits) {
    return ask -> {
        if (!permits.tryAcquire()) throw new RejectedExecutionException("the bulkhead is full");
        try { return ask.call(); } finally { permits.release(); }
    };
}
/** Opens when half of 10 calls have failed, and lets some try again after 500 ms. */
Guard breaker() {
    return CircuitBreaker.of("other", CircuitBreakerConfig.custom().slidingWindowSize(10).minimumNumberOfCalls(10).waitDurationInOpenState(Duration.ofMillis(500)).build())::executeCallable;
}
// end::guards[]
/** Clients ask, think for 100 to 300 ms but not beyond the end, and ask again. p50 and p99 of the healthy half in ms (who has no answer at the end has waited so long), answers a second of both halves, and what failed a second. */
double[] load(Service service, URI healthy, int clients, int ms) throws InterruptedException {
    var threads = Executors.newFixedThreadPool(20, Thread.ofPlatform().daemon().factory());
    var guard = service.guard.get();
    var waits = new ConcurrentLinkedQueue<Double>();
    LongAdder answers = new LongAdder(), others = new LongAdder(), failed = new LongAdder();
    long end = System.nanoTime() + ms * 1_000_000L;
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int c = 0; c < clients; c++) {
            boolean first = c % 2 == 0;
            people.submit(() -> {
                for (Thread.sleep(ThreadLocalRandom.current().nextInt(200)); System.nanoTime() < end; Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000 + 1, 0, ThreadLocalRandom.current().nextInt(100, 300)))) {
                    long start = System.nanoTime();
                    try {
                        threads.submit(() -> first ? ask(healthy, 0) : guard.call(() -> ask(service.other, service.timeout))).get(end - start, TimeUnit.NANOSECONDS);
                        (first ? answers : others).increment();
                    } catch (ExecutionException e) { failed.increment(); } catch (TimeoutException atTheEnd) { }
                    if (first) waits.add((System.nanoTime() - start) / 1e6);
                }
                return null;
            });
        }
    }
    threads.shutdown();
    var sorted = (waits.isEmpty() ? Stream.of((double) ms) : waits.stream()).sorted().mapToDouble(wait -> wait).toArray();
    return new double[] {sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], answers.sum() * 1e3 / ms, others.sum() * 1e3 / ms, failed.sum() * 1e3 / ms};
}

/** When clients that are refused try again, in ms after so many tries, and how many retries there may be in all. */
record Retry(String name, IntUnaryOperator pause, int budget) {}
/** Each client wants one answer of a dependency that is down for 200 ms and then serves 10 at once. Requests, answers, ms until all is over. */
double[] storm(Retry retry, int clients) throws Exception {
    LongAdder requests = new LongAdder(), answers = new LongAdder();
    var budget = new Semaphore(retry.budget);
    long start = System.nanoTime();
    var dependency = dependency(20, 10, start + 200_000_000, requests);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int c = 0; c < clients; c++) people.submit(() -> {
            for (int tries = 0; ; Thread.sleep(retry.pause.applyAsInt(tries++)))
                try { ask(dependency, 0); answers.increment(); return null; } catch (IOException refused) { if (!budget.tryAcquire()) return null; }
        });
    }
    return new double[] {requests.sum(), answers.sum(), (System.nanoTime() - start) / 1e6};
}

int ask(URI dependency, int timeout) throws IOException {
    var connection = dependency.toURL().openConnection();
    connection.setReadTimeout(timeout);
    try (var answer = connection.getInputStream()) { return answer.readAllBytes().length; }
}

/** On a real socket: answers after some ms, to so many at once, and refuses the others (503); from a moment on. */
URI dependency(int ms, int atOnce, long up, LongAdder requests) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
    var places = new Semaphore(atOnce);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", call -> {
        requests.increment();
        boolean served = System.nanoTime() >= up && places.tryAcquire();
        if (served) { LockSupport.parkNanos(ms * 1_000_000L); places.release(); }
        try (call) { call.sendResponseHeaders(served ? 200 : 503, -1); }
    });
    Thread.ofPlatform().daemon().start(server::start);
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

double[] last(List<double[]> runs, int what) { return runs.reversed().stream().limit(3).mapToDouble(run -> run[what]).toArray(); }

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}
