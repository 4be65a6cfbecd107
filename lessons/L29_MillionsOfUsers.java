//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.net.httpserver.maxIdleConnections=100000 -Dsun.net.httpserver.idleInterval=100000
/*
 * L29 · Millions of users
 * Question   How many machines like this one serve a million users? Where is the knee, what breaks first, what if one is lost?
 * Predict    how many machines that are
 * Run        jbang 29     or, with this file alone: jbang L29_MillionsOfUsers.java
 * Try next   --think=60: what breaks first now?   --users=10000: what does a lost machine mean to few?
 */
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

static final int[] LOADS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};      // requests in flight; the law is fitted to every other one

void main(String... args) throws Exception {
    int[] size = open(args, "L29 · Millions of users", "%,d users, each asks again %,d s after an answer. How many machines like this one serve them? Where is the knee, what breaks first, and what if one machine is lost?",
            new Size("users", 1_000_000, 20_000, 10_000, 10_000_000), new Size("think", 10, 10, 1, 3_600));
    int users = size[0], think = size[1], ms = List.of(args).contains("--quick") ? 40 : 250, files = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix ? (int) Math.min(1 << 30, unix.getMaxFileDescriptorCount()) : 1 << 30;
    var server = server();
    var clients = new ArrayList<Socket>();
    double[] heap = new double[2], seen[][] = new double[4][LOADS.length][];    // by round, of which the first warms up, and by load
    for (int i = 0; i < 2; System.gc(), heap[i++] = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
        for (Socket client; clients.size() < (i == 0 ? 64 : Math.min(1_064, files / 3)); ask(client, "/hello")) clients.add(client = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort()));
    for (int run = 0, all = LOADS.length; run < 4 * all; run++) {
        if (terminal()) System.err.printf("  %s: %d in flight %20s\r", run < all ? "warming up" : "round %d of 3".formatted(run / all), LOADS[run % all], "");
        seen[run / all][run % all] = load(clients.subList(0, LOADS[run % all]), ms);
    }
    if (terminal()) System.err.printf("%79s\r", "");
    double[] answers = middle(seen, 0), little = middle(seen, 1), counted = middle(seen, 2);
    var law = Law.fit(answers);
    IO.println("\n  in flight    answers/s   the law   off by    latency   in the handler: answers/s × s   counted");
    for (int l = 0; l < LOADS.length; l++) IO.println("  %-11s  %,9.0f  %,8.0f  %5d %%  %6.1f ms  %30.1f  %8.1f".formatted(LOADS[l] + (l % 2 == 0 ? " fitted" : " held out"), answers[l],
            law.at(LOADS[l]), Math.round(100 * (law.at(LOADS[l]) / answers[l] - 1)), 1e3 * LOADS[l] / answers[l], little[l], counted[l]));
    int knee = law.knee(), cores = Runtime.getRuntime().availableProcessors(), machines = law.machines(users, think, 1), least = law.least(users, think), past = (int) IntStream.of(LOADS).limit(11).filter(n -> n < knee).count();
    double turn = think + knee / law.at(knee), cpu = middle(seen, 3)[11], each = (heap[1] - heap[0]) / (clients.size() - 64), most = Runtime.getRuntime().maxMemory(), off = Math.min(0.9, 1 - agree(answers, law.all(), 1) / 100);
    var limits = new TreeMap<>(Map.of(law.at(knee) * turn, "the knee: %d in flight, %,.0f answers/s".formatted(knee, law.at(knee)), cores / cpu * turn, "the cores: %d, %.2f ms for a request and its client".formatted(cores, 1e3 * cpu),
            1.0 * files, "connections: %,d open files".formatted(files), most / each, "memory: %,.0f MB of heap, %.1f KB for a connection".formatted(most / 1e6, each / 1e3)));
    IO.println("\n  one machine has                                         enough for users");
    limits.forEach((enough, what) -> IO.println("  %-54s  %,16.0f".formatted(what, enough)));
    IO.println("\n  in virtual time             machines       p50        p99   one is lost: p99       p99.9");
    for (int n : new int[] {users / 10, users, 10 * users}) row("%,d users", n, law.machines(n, think, 1) + 1, simulate(law, n, think, law.machines(n, think, 1) + 1, 2));
    row("%,d, at random", users, machines + 1, simulate(law, users, think, machines + 1, 1));
    row("%,d, no reserve", users, least, simulate(law, users, think, least, 2));
    var laws = IntStream.rangeClosed(1, 3).mapToObj(round -> Law.fit(of(seen[round], 0))).toList();
    var range = laws.stream().flatMapToInt(l -> IntStream.of(l.machines(users, think, 1 + off), l.machines(users, think, 1 - off))).summaryStatistics();
    var plan = laws.stream().map(l -> simulate(l, users, think, l.machines(users, think, 1) + 1, 2)).toList();
    var foretold = rounds(r -> agree(of(seen[r + 1], 0), laws.get(r).all(), 1));
    IO.println();
    say("You saw", shown("fitted to half of the loads, the law foretells the others to %s %%", foretold, 85, "the curve has another form, or other programs took the cores"),
            shown("Little's law: answers/s × s in the handler and the count of those in it agree to %s %%", rounds(r -> agree(of(seen[r + 1], 2), of(seen[r + 1], 1), 0)), 85, "who counts had to wait for a core"),
            past == 11 ? "✘ not shown here: the knee is at %d in flight, and 64 is the largest load".formatted(knee) : shown("past the knee more load buys latency: from %d to 64 in flight it grows #×, and answers/s %.1f×".formatted(LOADS[past], answers[11] / answers[past]).replace("#", "%s"), rounds(r -> 64.0 / LOADS[past] * seen[r + 1][past][0] / seen[r + 1][11][0]), 2, "the knee is further on"),
            shown("simulated: with the plan, the p99 before and after a machine is lost agree to %s %%", rounds(r -> 100 * plan.get(r)[1] / plan.get(r)[2]), 67, "one machine is a large part of them"),
            shown("simulated: with the least that can serve by the law, and a machine lost, it is %s× as long as with the plan", rounds(r -> simulate(laws.get(r), users, think, laws.get(r).least(users, think), 2)[2] / plan.get(r)[2]), 2, "there is more room than the law says"));
    say("Why", """
            %s One machine gives %,.0f n / (1 + %.3f (n − 1) + %.5f n (n − 1)) answers/s with n in flight: the Universal Scalability Law. The knee is where answers/s over latency is largest. The law is a form that fits, no proof of a cause, \
            and it rounds off a sharp bend. First to be reached is %s. Assumed: users ask independently; machines are alike and share nothing; past 64 in flight a machine is as fast as at 64; whoever is in flight may end next, so times vary more than those of a fixed wait; the balancer takes the less busy of two, and after 1 s \
            sends anew what the lost one had. What machines share does not scale like this: partition the data (a distributed database, a log such as Kafka), let a platform such as Kubernetes replace machines, and hand large computations to \
            an engine, as in lessons 14 and 30.""".formatted(median(foretold) < 85 ? "No plan: the law has not foretold what was held out, so do not count machines by it." : "The plan: %,d users need %,d machines and a spare one; %,d to %,d by the rounds and the error of the law.".formatted(users, machines, range.getMin(), range.getMax()), law.λ, law.σ, law.κ, limits.firstEntry().getValue().replaceFirst(":.*", "")));
    say("Next", "exercise E29 · guide: From one machine to millions · try: ./jbang 29 --think=60");
}

// tag::models[]
/** The Universal Scalability Law: λ is what one in flight gives, σ the part that is done in turn, κ what each pair has to agree on. */
record Law(double λ, double σ, double κ) {
    double at(int n) { return λ * n / (1 + σ * (n - 1) + κ * n * (n - 1)); }
    double[] all() { return IntStream.of(LOADS).mapToDouble(this::at).toArray(); }
    int knee() { return most(n -> at(n) * at(n) / n); }             // answers/s over latency, which is n ÷ answers/s
    int most(IntToDoubleFunction what) { return IntStream.rangeClosed(1, 64).boxed().max(Comparator.comparingDouble(what::applyAsDouble)).get(); }
    /** At the knee, if they are so many times as fast. Little's law: users = answers/s × (think time + latency). */
    int machines(int users, double think, double times) { return (int) Math.ceil(users / (think + knee() / at(knee())) / at(knee()) / times); }
    int least(int users, double think) { int n = most(this::at); return (int) Math.ceil(users / (think + n / at(n)) / at(n)); }
    /** Least squares of the relative error, over a grid of σ and κ; for each of them the best λ is sum / squares. */
    static Law fit(double[] answers) {
        double best = 0, λ = 0, σ = 0, κ = 0;
        for (int i = 0; i < 250_000; i++) {
            double sum = 0, squares = 0, contention = i / 500 / 500.0, coherence = Math.pow(i % 500, 2) / 2.5e7;
            for (int l = 0; l < LOADS.length; l += 2) { double part = new Law(1, contention, coherence).at(LOADS[l]) / answers[l]; sum += part; squares += part * part; }
            if (sum * sum / squares > best) { best = sum * sum / squares; λ = sum / squares; σ = contention; κ = coherence; }
        }
        return new Law(λ, σ, κ);
    }
}

/** In virtual time: a machine with n in flight ends X(n) of them a second, any of them. Machine 0 is lost after 2 s; the balancer learns it after 3. In ms: p50 and p99 before, p99 and p99.9 after. */
double[] simulate(Law law, int users, double think, int machines, int choices) {
    var random = new SplittableRandom(29);
    double[] x = IntStream.rangeClosed(0, 64).mapToDouble(law::at).toArray(), sent[] = new double[machines][64];     // when each request in flight was sent
    int[] n = new int[machines], lasted[] = new int[2][400_001];            // how many lasted so many times 0.1 ms
    double fastest = DoubleStream.of(x).max().getAsDouble(), now = 0;
    for (int inFlight = 0, first = 0; now < 4; ) {                          // the balancer knows of machines from the first one on
        double asking = (users - inFlight) / think, all = asking + machines * fastest;
        now -= Math.log(1 - random.nextDouble()) / all;
        int again = now > 3 && first == 0 && machines > 1 ? n[first++] : 0, asks = random.nextDouble() * all < asking ? 1 : 0;
        for (int i = 0; i < again + asks; i++) {
            int one = random.nextInt(first, machines), other = random.nextInt(first, machines), to = choices == 2 && n[other] < n[one] ? other : one;
            if (n[to] == sent[to].length) sent[to] = Arrays.copyOf(sent[to], 2 * n[to]);
            sent[to][n[to]++] = i < again ? sent[0][i] : now;
        }
        inFlight += asks;
        int m = random.nextInt(machines), i = (int) (random.nextDouble() * n[m]);
        if (asks == 1 || now > 2 && m == 0 || n[m] == 0 || random.nextDouble() * fastest > x[Math.min(64, n[m])]) continue;
        if (now > 0.5) lasted[now < 2 ? 0 : 1][(int) (10_000 * (now - sent[m][i]))]++;
        sent[m][i] = sent[m][--n[m]]; inFlight--;
    }
    return new double[] {percentile(lasted[0], 0.5), percentile(lasted[0], 0.99), percentile(lasted[1], 0.99), percentile(lasted[1], 0.999)};
}
// end::models[]
double percentile(int[] lasted, double part) {
    double rank = part * IntStream.of(lasted).asLongStream().sum(), sum = 0;
    for (int i = 0; i < lasted.length; i++) if ((sum += lasted[i]) >= rank && sum > 0) return i / 10.0;
    return Double.POSITIVE_INFINITY;            // nobody has an answer
}
void row(String name, int users, int machines, double[] ms) { IO.println("  %-24s  %,10d  %,5.1f ms  %,6.1f ms  %,13.1f ms  %,7.1f ms".formatted(name.formatted(users), machines, ms[0], ms[1], ms[2], ms[3])); }
final LongAdder served = new LongAdder(), ns = new LongAdder(), there = new LongAdder(), looks = new LongAdder(), inFlight = new LongAdder();
int written;
/** The machine: an answer computes, writes into a journal, one at a time, and waits for a database. Every half ms somebody counts those in flight. */
HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096, "/order", call -> {
        inFlight.increment();
        long began = System.nanoTime(), x = began;
        for (int i = 0; i < 50_000; i++) x = x * 31 + i;                    // x is used, or the loop would be optimised away
        synchronized (this) { LockSupport.parkNanos(++written % 20 > 0 ? 400_000 : 10_000_000); }          // one in 20 waits for the disk
        LockSupport.parkNanos(new Random(x).nextInt(2_000_000, 12_000_000));
        ns.add(System.nanoTime() - began); served.increment(); inFlight.decrement();
        try (call) { call.sendResponseHeaders(200, -1); }
    });
    server.createContext("/hello", call -> { try (call) { call.sendResponseHeaders(200, -1); } });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Thread.ofPlatform().daemon().start(server::start);
    Thread.ofPlatform().daemon().start(() -> { for (; ; LockSupport.parkNanos(500_000)) { there.add(inFlight.sum()); looks.increment(); } });
    return server;
}
/** Each client asks again as soon as it has an answer. Answers/s; in the handler, answers/s × s of each, and the count; CPU s for an answer. */
double[] load(List<Socket> clients, int ms) throws Exception {
    var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    for (var sum : List.of(served, ns, there, looks)) sum.reset();
    long start = System.nanoTime(), cpu = os.getProcessCpuTime();
    var tasks = clients.stream().<Callable<Void>>map(client -> () -> { do ask(client, "/order"); while (System.nanoTime() - start < ms * 1e6); return null; }).toList();
    try (var threads = Executors.newFixedThreadPool(clients.size())) { for (var done : threads.invokeAll(tasks)) done.get(); }
    double time = System.nanoTime() - start, cores = os.getProcessCpuTime() - cpu;
    return new double[] {1e9 * served.sum() / time, ns.sum() / time, there.sum() / (double) looks.sum(), cores / 1e9 / served.sum()};
}
void ask(Socket client, String path) throws IOException {
    client.getOutputStream().write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes());
    if (client.getInputStream().read(new byte[1_024]) < 0) throw new EOFException("the server has hung up");       // an answer comes in one piece
}
/** How well b foretells a, in %: 100 less the mean error, of all loads (from 0), or of those that were held out (from 1). */
double agree(double[] a, double[] b, int from) { return Math.max(0, 100 - IntStream.iterate(from, l -> l < a.length, l -> l + 1 + from).mapToDouble(l -> 100 * Math.abs(b[l] / a[l] - 1)).average().getAsDouble()); }
double[] of(double[][] round, int what) { return Stream.of(round).mapToDouble(load -> load[what]).toArray(); }
double[] middle(double[][][] seen, int what) { return IntStream.range(0, LOADS.length).mapToDouble(l -> median(rounds(r -> seen[r + 1][l][what]))).toArray(); }
double[] rounds(IntToDoubleFunction of) { return IntStream.range(0, 3).mapToDouble(of).toArray(); }

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

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
