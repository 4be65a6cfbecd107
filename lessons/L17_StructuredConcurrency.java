//JAVA 25
//PREVIEW
//JAVAC_OPTIONS -XDsuppressNotes
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L17 · Structured concurrency
 *
 * Question   Five suppliers are asked at once. One fails, or one has answered, or time is up: who is at work after that?
 * Predict    how many are at work after a failure, with futures
 * Run        jbang 17     or, with this file alone: jbang L17_StructuredConcurrency.java
 * Try next   --slowest=1000: who waits longer, who leaves more?   --deadline=0: does anybody begin?
 */
import java.lang.management.ManagementFactory;
import java.util.concurrent.StructuredTaskScope.Joiner;

final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
static final ScopedValue<String> GUEST = ScopedValue.newInstance();
final AtomicInteger knew = new AtomicInteger();             // tasks that knew for which guest they ask

void main(String... args) throws Exception {
    int[] size = open(args, "L17 · Structured concurrency", "Five suppliers are asked at once, and the slowest answers after %,d ms. One fails after 10 ms, or one has answered, or %,d ms are over:"
            + " who is still at work then?", new Size("slowest", 150, 150, 50, 5_000), new Size("deadline", 75, 75, 0, 5_000));
    List<URI> healthy = new ArrayList<>(), failing = new ArrayList<>(List.of(supplier(10, "")));
    for (int fifth = 1; fifth <= 5; fifth++) healthy.add(supplier(size[0] * fifth / 5, "100"));
    failing.addAll(healthy.subList(1, 5));
    Duration ever = Duration.ofMinutes(1), deadline = Duration.ofMillis(size[1]);
    List<Callable<?>> ways = List.of(
            () -> futures(failing, ever), () -> scope(failing, Joiner.allSuccessfulOrThrow(), ever), () -> threads(failing, ever),
            () -> firstFuture(healthy), () -> scope(healthy, Joiner.anySuccessfulResultOrThrow(), ever), () -> firstThread(healthy),
            () -> futures(healthy, deadline), () -> scope(healthy, Joiner.allSuccessfulOrThrow(), deadline), () -> threads(healthy, deadline));
    var models = List.of("futures", "structured scope", "virtual threads");
    var seen = Stream.generate(() -> new ArrayList<double[]>()).limit(9).toList();
    measure(IntStream.range(0, 9).mapToObj(w -> new Model(models.get(w % 3), () -> seen.get(w).add(watch(ways.get(w))))).toArray(Model[]::new));
    for (int w = 0; w < 9; w++)
        IO.println("%s  %-19s  %,10.0f ms   %,13.0f   %,9.0f of 5".formatted(w % 3 > 0 ? "" : "\n  %-19s      over after   at work then   know the guest\n".formatted(List.of("one fails", "one has answered", "time is up").get(w / 3)),
                models.get(w % 3), median(last(seen.get(w), 0)), median(last(seen.get(w), 1)), median(last(seen.get(w), 2))));
    IO.println();
    var left = IntStream.range(0, 3).mapToObj(m -> IntStream.of(m, m + 3, m + 6).boxed().flatMap(w -> DoubleStream.of(last(seen.get(w), 1)).boxed()).anyMatch(some -> some > 0) ? "✘ not shown here: a" : "✔ no").toList();
    say("You saw", shown("after a failure, futures leave %s suppliers at work", last(seen.get(0), 1), 1, "all had answered"),
            shown("after the first answer, futures leave %s", last(seen.get(3), 1), 1, "all had answered"),
            left.get(1) + " supplier is at work after a structured scope, whether one fails, one has answered, or time is up",
            left.get(2) + " supplier is at work after virtual threads that are interrupted: plain JDK 25",
            shown("of 5 tasks of a scope, %s know the guest of the one who asks", last(seen.get(1), 2), 5, "a task had not begun"));
    say("Why", """
            A future has a life of its own: who joins five of them leaves at the first that throws, and the others go on for nobody. A scope is a block. It does not end before the tasks \
            that it has forked, and interrupts them as soon as its outcome is sure. In plain JDK 25 close() of an executor waits as well; the interrupt is up to you, or to invokeAny(). \
            Scopes are a preview in JDK 25: JDK 26 and 27 change names and exceptions. Scoped values are not: the tasks of a scope inherit them, those of an executor do not.""");
    say("Next", "exercise E17 · guide: IO and async · try: ./jbang 17 --slowest=1000");
}

/** A price, by a call that an interrupt ends: in a virtual thread it closes the socket. */
int ask(URI supplier) throws IOException {
    if (GUEST.isBound()) knew.incrementAndGet();
    try (var answer = supplier.toURL().openStream()) { return Integer.parseInt(new String(answer.readAllBytes())); }
}

// tag::scope[]
/** The joiner says which outcome is wanted: all prices, or any. */
<T> T scope(List<URI> suppliers, Joiner<Integer, T> joiner, Duration deadline) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(joiner, config -> config.withTimeout(deadline))) {
        for (var supplier : suppliers) scope.fork(() -> ask(supplier));
        return scope.join();
    }
}
// end::scope[]

// tag::futures[]
CompletableFuture<Integer> future(URI supplier) {
    return CompletableFuture.supplyAsync(() -> { try { return ask(supplier); } catch (IOException e) { throw new UncheckedIOException(e); } }, threads);
}

int futures(List<URI> suppliers, Duration deadline) {
    var prices = suppliers.stream().map(supplier -> future(supplier).orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)).toList();
    return prices.stream().mapToInt(CompletableFuture::join).sum();
}

Object firstFuture(List<URI> suppliers) { return CompletableFuture.anyOf(suppliers.stream().map(this::future).toArray(CompletableFuture[]::new)).join(); }
// end::futures[]

// tag::threads[]
/** Without preview: whoever leaves the block interrupts those who are still at work, and close() waits for them. */
int threads(List<URI> suppliers, Duration deadline) throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor(); AutoCloseable _ = threads::shutdownNow) {      // closed in reverse
        var prices = new ExecutorCompletionService<Integer>(threads);
        for (var supplier : suppliers) prices.submit(() -> ask(supplier));
        int sum = 0;
        for (var _ : suppliers) sum += Optional.ofNullable(prices.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)).orElseThrow(TimeoutException::new).get();
        return sum;
    }
}

int firstThread(List<URI> suppliers) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) { return threads.invokeAny(suppliers.stream().map(supplier -> (Callable<Integer>) () -> ask(supplier)).toList()); }
}
// end::threads[]

/** Of one run: ms until it is over, suppliers that are at work 20 ms after that, tasks that knew the guest. */
double[] watch(Callable<?> way) throws Exception {
    while (atWork.get() > 0) Thread.sleep(1);               // those whom the run before has left
    knew.set(0);
    long start = System.nanoTime();
    try { ScopedValue.where(GUEST, "Ann").call(way::call); } catch (Exception failedOrLate) { }
    double ms = (System.nanoTime() - start) / 1e6;
    Thread.sleep(20);                                       // a supplier sees that its caller is gone
    return new double[] {ms, atWork.get(), knew.get()};
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

final AtomicInteger atWork = new AtomicInteger();           // requests that suppliers are at work on
/** A supplier on a real socket: answers a request after a delay in ms, unless its caller goes away before. The answer "" is to hang up. */
URI supplier(int delay, String answer) throws IOException {
    var door = new ServerSocket(0, 4_096, InetAddress.getLoopbackAddress());
    Executors.newVirtualThreadPerTaskExecutor().submit(() -> {
        while (true) {
            var caller = door.accept();
            Thread.startVirtualThread(() -> { try (caller) { while (served(caller, delay, answer)); } catch (IOException gone) { } });
        }
    });
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
}

boolean served(Socket caller, int delay, String answer) throws IOException {
    for (var asked = ""; !asked.endsWith("\r\n\r\n"); asked += (char) caller.getInputStream().read()) if (asked.endsWith("\uffff")) return false;
    atWork.incrementAndGet();
    try {
        caller.setSoTimeout(delay);
        return caller.getInputStream().read() < -1;         // the caller is gone: nobody wants an answer
    } catch (SocketTimeoutException done) {
        caller.setSoTimeout(0);
        caller.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(answer.length(), answer).getBytes());
        return !answer.isEmpty();
    } finally { atWork.decrementAndGet(); }
}

double[] last(List<double[]> runs, int what) { return runs.reversed().stream().limit(3).mapToDouble(run -> run[what]).toArray(); }
