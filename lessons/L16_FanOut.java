//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L16 · Fan-out
 *
 * Question   Five suppliers are asked for a price, the slowest answers after 120 ms. How long does an offer take?
 * Predict    how many times faster async is than one after another
 * Run        jbang 16     or, with this file alone: jbang L16_FanOut.java
 * Try next   --deadline=0: what is an offer of guesses?   taskset -c 0: does asking need cores?
 */
import java.lang.management.ManagementFactory;
import java.net.http.*;

final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

void main(String... args) throws Exception {
    int[] size = open(args, "L16 · Fan-out", "Five suppliers are asked for a price, and the slowest answers after %,d ms. How long does an offer take? And what"
            + " becomes of those who have not answered after a deadline of %,d ms?", new Size("slowest", 120, 60, 20, 5_000), new Size("deadline", 80, 40, 0, 5_000));
    var guess = predict(args, "async will be [ ? ]× faster than one after another");
    var suppliers = new ArrayList<URI>();
    for (int fifth = 1; fifth <= 5; fifth++) suppliers.add(supplier(size[0] * fifth / 5, "100"));
    var models = new Model[] {new Model("the slowest alone", () -> ask(suppliers.getLast())), new Model("one after another", () -> oneAfterAnother(suppliers)),
            new Model("supplyAsync(ask)", () -> fanOut(suppliers, CompletableFuture::supplyAsync)),
            new Model("supplyAsync(ask, threads)", () -> fanOut(suppliers, ask -> CompletableFuture.supplyAsync(ask, threads))), new Model("async (futures)", () -> async(suppliers))};
    var ms = measure(models);
    IO.println("\n  model                          time   × the slowest");
    for (int m = 0; m < 5; m++) IO.println("  %-25s  %,5.0f ms   %,12.1f×".formatted(models[m].name, median(ms[m]), median(faster(ms[m], ms[0]))));
    var ill = List.of(supplier(10, "100"), supplier(20, "100"), supplier(10, "soup"), supplier(10, ""), supplier(Integer.MAX_VALUE, "100"));   // no price, hangs up, never answers
    IO.println("\n  with a deadline                time   prices   guesses   still at work");
    var left = new double[3][3];
    for (int way = 0; way < 3; way++) {
        var offers = new Offer[3];
        for (int round = 0; round < 3; round++) left[way][round] = (offers[round] = offer(way, ill, size[1])).left;
        double prices = median(Stream.of(offers).mapToDouble(Offer::prices).toArray());
        IO.println("  %-25s  %,5.0f ms   %6.0f   %7.0f   %13.0f%s".formatted(List.of("supplyAsync, cancel(true)", "sendAsync, cancel(true)", "submit, cancel(true)").get(way),
                median(Stream.of(offers).mapToDouble(Offer::ms).toArray()), prices, 5 - prices, median(left[way]), way == 2 ? "\n" : ""));
    }
    say("You saw", shown("async is %s× faster than one after another" + guess, faster(ms[1], ms[4]), 1.5, "most of the time is not spent in waiting"),
            shown("async takes as long as the slowest supplier alone, to %s %%", alike(ms[0], ms[4]), 77, "to ask takes longer than to wait"),
            shown("without an executor, supplyAsync() takes %s× as long as with one", faster(ms[2], ms[3]), 1.5, "the common pool has %d threads here".formatted(ForkJoinPool.getCommonPoolParallelism())),
            shown("cancel(true) on the futures of supplyAsync() leaves %s suppliers at work", left[0], 1, "nobody was at work any more"),
            (DoubleStream.concat(DoubleStream.of(left[1]), DoubleStream.of(left[2])).sum() == 0 ? "✔ no" : "✘ not shown: a") + " supplier is still at work after cancel(true) on the futures of sendAsync() and submit()");
    say("Why", """
            Who asks all before it waits for one waits for the slowest only: %,.0f ms in place of %,.0f. That takes no cores, but somebody to hold each wait: \
            supplyAsync() without an executor has the common pool: %d thread(s) here, one less than there are cores, and at least one. \
            A deadline ends the wait, not the work. cancel() tells those who wait for a CompletableFuture, and not the thread that computes it: \
            it stands in read() for as long as the supplier likes. The futures of HttpClient, and those made from them, close the connection; other futures pass nothing on. That of submit() interrupts its thread.""".formatted(median(ms[4]), median(ms[1]), ForkJoinPool.getCommonPoolParallelism()));
    say("Next", "exercise E16 · guide: IO and async · try: ./jbang 16 --deadline=0");
}

// tag::models[]
/** The caller stands in read() until the price is there, as it does in a database's driver. */
int ask(URI supplier) {
    try (var answer = supplier.toURL().openStream()) { return Integer.parseInt(new String(answer.readAllBytes())); }
    catch (IOException e) { throw new UncheckedIOException(e); }
}

int oneAfterAnother(List<URI> suppliers) { return suppliers.stream().mapToInt(this::ask).sum(); }

/** A task for each supplier, on whatever threads. */
int fanOut(List<URI> suppliers, Function<Supplier<Integer>, CompletableFuture<Integer>> start) {
    var prices = suppliers.stream().map(supplier -> start.apply(() -> ask(supplier))).toList();
    return prices.stream().mapToInt(CompletableFuture::join).sum();
}

/** No thread waits for a supplier: the price is what comes after its answer. */
int async(List<URI> suppliers) {
    var prices = suppliers.stream().map(this::askAsync).toList();
    return prices.stream().mapToInt(CompletableFuture::join).sum();
}

CompletableFuture<Integer> askAsync(URI supplier) { return client.sendAsync(HttpRequest.newBuilder(supplier).build(), HttpResponse.BodyHandlers.ofString()).thenApply(answer -> Integer.parseInt(answer.body())); }
// end::models[]
// tag::deadline[]
/** A call that has begun: a price to come, and what is cancelled when time is up. */
record Call(CompletableFuture<Integer> price, Future<?> cancelled) {}
Call begin(int way, URI supplier) {
    var price = way == 0 ? CompletableFuture.supplyAsync(() -> ask(supplier), threads) : way == 1 ? askAsync(supplier) : new CompletableFuture<Integer>();
    return new Call(price, way < 2 ? price : threads.submit(() -> { try { price.complete(ask(supplier)); } catch (Exception e) { price.completeExceptionally(e); } }));
}

/** What came in time, and a guess (-1) for the others. */
Offer offer(int way, List<URI> suppliers, int deadline) throws InterruptedException {
    long before = atWork.get(), start = System.nanoTime();
    var calls = suppliers.stream().map(supplier -> begin(way, supplier)).toList();
    var prices = calls.stream().map(call -> call.price.copy().completeOnTimeout(-1, deadline, TimeUnit.MILLISECONDS).exceptionally(_ -> -1)).toList();
    int came = (int) prices.stream().filter(price -> price.join() >= 0).count();
    double ms = (System.nanoTime() - start) / 1e6;
    for (var call : calls) call.cancelled.cancel(true);
    Thread.sleep(50);                                       // a cancel has to reach the supplier
    return new Offer(came, ms, atWork.get() - before);
}
// end::deadline[]
record Offer(int prices, double ms, long left) {}

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
