//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xmx1g
/*
 * L20 · Lost updates
 *
 * Question   Workers book payments into one account at once. How many bookings are lost, and what does it cost to lose none?
 * Predict    what share of the bookings is lost without a lock
 * Run        jbang 20     or, with this file alone: jbang L20_LostUpdates.java
 * Try next   --workers=1: what does a lock cost that nobody else wants?   --workers=16: who suffers from more of them?
 */
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.ReentrantLock;

void main(String... args) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    int[] size = open(args, "L20 · Lost updates", "%,d million payments of 1 euro are booked into one account, by %,d workers at once. How many are lost, and what does it cost to lose none?",
            new Size("millions", 5, 1, 1, 200), new Size("workers", Math.max(2, cores), Math.max(2, cores), 1, 64));
    var guess = predict(args, "without a lock, [ ? ] % of the bookings will be lost");
    int n = size[0] * 1_000_000, workers = size[1];
    var account = List.of(new Way("no lock", this::plain), new Way("volatile", this::visible), new Way("synchronized", this::monitor), new Way("ReentrantLock", this::lock),
            new Way("AtomicLong", this::atomic), new Way("LongAdder", this::adder), new Way("own sum, joined at the end", this::own));
    var map = List.of(new Way("get(), then put()", this::getAndPut), new Way("merge()", this::merge), new Way("a LongAdder for each key", this::adders));
    var ways = Stream.of(account, map).flatMap(List::stream).toList();
    for (var way : ways.reversed()) way.book(20_000, 1);        // the JIT meets many ways, and cannot make one addition of a whole loop
    var ms = measure(ways.stream().flatMap(way -> Stream.of(new Model(way.name + ", alone", () -> way.book(n, 1)), new Model(way.name, () -> way.lost.add(new double[] {way.book(n, workers)})))).toArray(Model[]::new));
    for (int w = 0; w < ways.size(); w++) {
        var way = ways.get(w);
        if (w == 0 || w == account.size()) IO.println("\n  %-27s   one worker  %2d workers       lost    share".formatted(w == 0 ? "one account" : "ConcurrentHashMap, 8 keys", workers));
        IO.println("  %-27s  %8.1f ns  %7.1f ns  %,9.0f  %5.1f %%".formatted(way.name, median(ms[2 * w]) * 1e6 / n, median(ms[2 * w + 1]) * 1e6 / n, median(last(way.lost, 0)) * n / 100, median(last(way.lost, 0))));
    }
    IO.println();
    var losers = ways.stream().filter(way -> !List.of("no lock", "volatile", "get(), then put()").contains(way.name)).filter(way -> way.lost.stream().anyMatch(lost -> lost[0] != 0)).map(Way::name).toList();
    var alone = workers == 1 ? "one worker has nobody to lose to" : "no worker came between the reading and the writing of another";
    var free = workers > 1 && cores == 1 ? "on one core no two workers are at it at once" : "the workers were seldom at it at once";
    say("You saw", shown("without a lock, %s %% of the bookings are lost" + guess, last(account.get(0).lost, 0), 1, alone),
            shown("volatile loses %s %%: each worker reads the newest balance, and two may read the same", last(account.get(1).lost, 0), 1, alone),
            shown("a map for many threads loses %s %% between get() and put()", last(map.get(0).lost, 0), 1, alone),
            losers.isEmpty() ? "✔ the other %d ways lose none".formatted(ways.size() - 3) : "✘ bookings lost by " + losers,
            shown("%,d workers at one AtomicLong take %%s× as long as one alone for as many bookings".formatted(workers), faster(ms[9], ms[8]), 1.2, free),
            shown("a LongAdder is %s× faster than an AtomicLong", faster(ms[9], ms[11]), 1.5, free),
            shown("own sums, joined at the end, are %s× faster than an AtomicLong", faster(ms[9], ms[13]), 1.5, free));
    say("Why", """
            A booking is three steps: read, add, write. Who reads before another has written, writes over it. A lock lets one in at a time, and an atomic does \
            all three in one step. Both are one place that all want, and each core has to fetch it from the others: here %d workers needed %.1f ns for a booking \
            with synchronized, and one alone %.1f. (With ReentrantLock whoever finds it taken soon sleeps, and the other books alone meanwhile: %.1f.) Who needs the sum only at the end gives each worker its own. A map that many may use keeps itself in order, not your two calls.
            """.formatted(workers, median(ms[5]) * 1e6 / n, median(ms[4]) * 1e6 / n, median(ms[7]) * 1e6 / n));
    say("Next", "exercise E20 · guide: Pitfalls · try: ./jbang 20 --workers=16");
}

/** What the workers call for a booking, each its own, and the balance when all are done. */
record Account(Supplier<Runnable> worker, LongSupplier balance) {}

static class Balance { long euros; volatile long seen; }     // two fields, one in use

// tag::account[]
Account plain() { var b = new Balance(); return new Account(() -> () -> b.euros++, () -> b.euros); }
Account visible() { var b = new Balance(); return new Account(() -> () -> b.seen++, () -> b.seen); }
Account monitor() { var b = new Balance(); return new Account(() -> () -> { synchronized (b) { b.euros++; } }, () -> b.euros); }
Account lock() {
    var lock = new ReentrantLock();
    var b = new Balance();
    return new Account(() -> () -> { lock.lock(); try { b.euros++; } finally { lock.unlock(); } }, () -> b.euros);
}
Account atomic() { var euros = new AtomicLong(); return new Account(() -> euros::incrementAndGet, euros::get); }
Account adder() { var euros = new LongAdder(); return new Account(() -> euros::increment, euros::sum); }
Account own() {
    var all = new ConcurrentLinkedQueue<Balance>();
    return new Account(() -> { var own = new Balance(); all.add(own); return () -> own.euros++; }, () -> all.stream().mapToLong(own -> own.euros).sum());
}
// end::account[]

// tag::map[]
Account getAndPut() { var map = new ConcurrentHashMap<Integer, Long>(); return new Account(() -> () -> { int key = key(); map.put(key, map.getOrDefault(key, 0L) + 1); }, () -> sum(map)); }
Account merge() { var map = new ConcurrentHashMap<Integer, Long>(); return new Account(() -> () -> map.merge(key(), 1L, Long::sum), () -> sum(map)); }
Account adders() { var map = new ConcurrentHashMap<Integer, LongAdder>(); return new Account(() -> () -> map.computeIfAbsent(key(), _ -> new LongAdder()).increment(), () -> sum(map)); }
// end::map[]
int key() { return ThreadLocalRandom.current().nextInt(8); }
long sum(Map<Integer, ? extends Number> map) { return map.values().stream().mapToLong(Number::longValue).sum(); }

/** A way to count, and the share of bookings that each run of all workers has lost, in %. */
record Way(String name, Supplier<Account> open, List<double[]> lost) {
    Way(String name, Supplier<Account> open) { this(name, open, new ArrayList<>()); }

    /** So many workers begin at the same moment, none of them asleep, and book n payments in all; the share that is lost, in %. */
    double book(int n, int workers) throws Exception {
        var account = open.get();
        var start = new CountDownLatch(workers);
        try (var pool = Executors.newFixedThreadPool(workers)) {
            for (int w = 0; w < workers; w++) {
                int share = n * (w + 1) / workers - n * w / workers;
                pool.submit(() -> { var booking = account.worker.get(); start.countDown(); while (start.getCount() > 0) Thread.yield(); for (int i = 0; i < share; i++) booking.run(); return null; });
            }
        }
        return 100.0 * (n - account.balance.getAsLong()) / n;
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

boolean terminal() { return System.console() != null && System.console().isTerminal(); }

/** Asks for a guess, on a terminal only; Enter skips. */
String predict(String[] args, String sentence) {
    if (!terminal() || List.of(args).contains("--quick")) return "";
    var guess = System.console().readLine("%-11s%s (Enter skips): ", "Predict", sentence);
    return guess == null || guess.isBlank() ? "" : " (you predicted %s)".formatted(guess.strip());
}

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

double[] last(List<double[]> runs, int what) { return runs.reversed().stream().limit(3).mapToDouble(run -> run[what]).toArray(); }

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}
