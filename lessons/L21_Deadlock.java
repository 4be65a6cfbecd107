//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L21 · Deadlock
 *
 * Question   Transfers in both directions lock two accounts each. When does nothing go on, who sees it, and what does each cure cost?
 * Predict    after how many transfers all stands still
 * Run        jbang 21     or, with this file alone: jbang L21_Deadlock.java
 * Try next   --accounts=100: how long does it go well now?   --workers=16: which cure suffers?
 */
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.ReentrantLock;

void main(String... args) throws Exception {
    int[] size = open(args, "L21 · Deadlock", "%,d thousand transfers among %,d accounts, by %,d workers. Each locks two accounts. When does nothing go on, who sees it, and what does each cure cost?",
            new Size("thousands", 500, 50, 10, 10_000), new Size("accounts", 10, 10, 2, 1_000), new Size("workers", Math.max(2, Runtime.getRuntime().availableProcessors()), 2, 2, 64));
    int n = size[0] * 1_000 / size[2] * size[2];
    var stuck = new double[3];
    for (int round = 0; round < 3; round++) stuck[round] = untilStuck(bank(size[1]), size[2]);
    List<String> platform = staged(Thread.ofPlatform().daemon()), virtual = staged(Thread.ofVirtual());
    IO.println("\n  Ann and Bob are          what findDeadlockedThreads() says");
    for (var line : platform) IO.println("  platform threads         " + line);
    IO.println("  virtual threads          " + (virtual.isEmpty() ? "nothing" : virtual));
    var bank = bank(size[1]);
    record Cure(String name, Transfer transfer) {}
    var cures = List.of(new Cure("one order", this::inOrder), new Cure("tryLock(), and back off", this::orElseAgain), new Cure("one lock for all", this::oneLock), new Cure("confined to one thread", this::confined));
    var again = new double[4];
    var ms = measure(cures.stream().map(cure -> new Model(cure.name, () -> again[cures.indexOf(cure)] = transfers(n, size[2], bank, cure.transfer))).toArray(Model[]::new));
    IO.println("\n  cure                       for a transfer   transfers/s   tries in vain");
    for (int c = 0; c < 4; c++) IO.println("  %-25s  %,11.0f ns   %,11.0f   %,13.0f".formatted(cures.get(c).name, median(ms[c]) * 1e6 / n, n / median(ms[c]) * 1e3, again[c]));
    IO.println();
    say("You saw", DoubleStream.of(stuck).anyMatch(Double::isInfinite) ? "– inconclusive: without an order all went well for 3 s in some of 3 rounds"
                    : shown("without an order, all stands still after %s thousand transfers, and the JVM finds it each time", stuck, 0, ""),
            platform.size() == 2 ? "✔ the JVM names who holds what, and who waits for it" : "✘ not shown here: the JVM does not see who waits for whom",
            virtual.isEmpty() ? "✔ of virtual threads that wait for each other it says nothing" : "✘ not shown here: it sees virtual threads, too",
            bank.accounts.stream().mapToLong(account -> account.euros).sum() == 1_000L * size[1] ? "✔ with each of the four cures all transfers are done, and no money is lost" : "✘ the cures lost money",
            shown("one order is %s× faster than handing over to a thread that owns the accounts", faster(ms[3], ms[0]), 1.1, "handing over costs little here"));
    say("Why", """
            Four things have to come together: a lock has one owner, who keeps it while waiting for another, nobody can take it away, and the waiting runs in a circle. Each cure removes \
            one of them. An order has no circle. tryLock() lets go of the first if the second is taken, and may try for long. One lock, or one thread that owns all, never waits for a \
            second. What they cost depends on how often two meet at a lock, and for how long: the table ranks them for this lesson only. The JVM looks for circles only when asked (jstack, jcmd Thread.print), and ends none: \
            a wait for synchronized cannot even be interrupted. That it went well so often says nothing: the rounds came to %s.""".formatted(
            DoubleStream.of(stuck).mapToObj(all -> Double.isInfinite(all) ? "no end" : "%,.0f thousand".formatted(all)).collect(Collectors.joining(", "))));
    say("Next", "exercise E21 · guide: Pitfalls · try: ./jbang 21 --accounts=100");
}

static class Account { final ReentrantLock lock = new ReentrantLock(); long euros = 1_000; }
/** The accounts, how often someone tried in vain, and a thread that may own them all. */
record Bank(List<Account> accounts, LongAdder again, ExecutorService owner) {
    void move(int from, int to) { accounts.get(from).euros--; accounts.get(to).euros++; }
    ReentrantLock lock(int account) { return accounts.get(account).lock; }
}
Bank bank(int accounts) { return new Bank(Stream.generate(Account::new).limit(accounts).toList(), new LongAdder(), Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())); }

interface Transfer { void move(Bank bank, int from, int to) throws Exception; }
// tag::wrong[]
void asTheyCome(Bank bank, int from, int to) throws InterruptedException {
    bank.lock(from).lockInterruptibly();                    // it can be woken, unlike synchronized
    try {
        bank.lock(to).lockInterruptibly();
        try { bank.move(from, to); } finally { bank.lock(to).unlock(); }
    } finally { bank.lock(from).unlock(); }
}
// end::wrong[]
// tag::cures[]
void inOrder(Bank bank, int from, int to) {
    ReentrantLock first = bank.lock(Math.min(from, to)), second = bank.lock(Math.max(from, to));
    first.lock();
    try { second.lock(); try { bank.move(from, to); } finally { second.unlock(); } } finally { first.unlock(); }
}
void orElseAgain(Bank bank, int from, int to) {
    for (int tries = 1; ; tries++) {
        bank.lock(from).lock();
        try {
            if (bank.lock(to).tryLock()) try { bank.move(from, to); return; } finally { bank.lock(to).unlock(); }
        } finally { bank.lock(from).unlock(); }
        bank.again.increment();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000L * Math.min(tries, 100)));     // at random: two that step aside alike meet again
    }
}
void oneLock(Bank bank, int from, int to) { synchronized (bank) { bank.move(from, to); } }
void confined(Bank bank, int from, int to) { bank.owner.execute(() -> bank.move(from, to)); }
// end::cures[]

/** Moves 1 euro so many times, each between two accounts at random. */
Object worker(int n, Bank bank, Transfer transfer, LongAdder done) throws Exception {
    for (int i = 0, accounts = bank.accounts.size(); i < n; i++, done.increment()) {
        int from = ThreadLocalRandom.current().nextInt(accounts);
        transfer.move(bank, from, (from + 1 + ThreadLocalRandom.current().nextInt(accounts - 1)) % accounts);
    }
    return done;
}

/** All transfers, shared by workers; how often someone tried in vain. */
double transfers(int n, int workers, Bank bank, Transfer transfer) throws Exception {
    bank.again.reset();
    try (var pool = Executors.newFixedThreadPool(workers)) { pool.invokeAll(Collections.nCopies(workers, () -> worker(n / workers, bank, transfer, new LongAdder()))); }
    bank.owner.submit(() -> {}).get();                       // what was handed over before is done
    return bank.again.sum();
}

/** How many thousand transfers went well until the JVM found a deadlock, which an interrupt then ends; infinite if it found none in 3 s. */
double untilStuck(Bank bank, int workers) throws Exception {
    var done = new LongAdder();
    try (var pool = Executors.newFixedThreadPool(workers); AutoCloseable _ = pool::shutdownNow) {
        for (int w = 0; w < workers; w++) pool.submit(() -> worker(Integer.MAX_VALUE, bank, this::asTheyCome, done));
        for (int look = 0; look < 600; look++, Thread.sleep(5)) if (ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null) return done.sum() / 1e3;
        return Double.POSITIVE_INFINITY;
    }
}

/** What the JVM says of two threads that wait for each other's monitor, a line for each. Nothing ends that: they stay as long as this process. */
List<String> staged(Thread.Builder threads) throws InterruptedException {
    Account anns = new Account(), bobs = new Account();
    var both = new CyclicBarrier(2);
    Thread ann = threads.name("Ann").start(() -> holds(anns, bobs, both)), bob = threads.name("Bob").start(() -> holds(bobs, anns, both));
    while (ann.getState() != Thread.State.BLOCKED || bob.getState() != Thread.State.BLOCKED) Thread.sleep(1);
    var found = Objects.requireNonNullElse(ManagementFactory.getThreadMXBean().findDeadlockedThreads(), new long[0]);
    return Stream.of(ManagementFactory.getThreadMXBean().getThreadInfo(LongStream.of(found).filter(id -> id == ann.threadId() || id == bob.threadId()).toArray(), true, false))
            .map(thread -> "%s holds %s, waits for %s, which %s holds".formatted(thread.getThreadName(), thread.getLockedMonitors()[0], thread.getLockName(), thread.getLockOwnerName())
                    .replaceAll("\\S+@" + Integer.toHexString(System.identityHashCode(anns)), "Ann's account").replaceAll("\\S+@" + Integer.toHexString(System.identityHashCode(bobs)), "Bob's")).toList();
}

void holds(Account own, Account other, CyclicBarrier both) {
    synchronized (own) {
        try { both.await(); } catch (InterruptedException | BrokenBarrierException e) { return; }
        synchronized (other) { own.euros--; other.euros++; }
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
