import module java.base;

/**
 * From the account to the bottleneck. The rules stand in the order of the resources: what is exhausted first explains what waits
 * behind it. A program whose collector takes the cores has busy threads, and a program whose cores are taken has long queues.
 */
final class Rules {
    /** Threads on average, of which a finding speaks where there are few of them. */
    static final double SOME = 0.5;

    private final Account account;
    private final Vitals vitals;
    private final List<Finding> findings = new ArrayList<>();

    private Rules(Account account, Vitals vitals) {
        this.account = account;
        this.vitals = vitals;
    }

    /** All that holds, what explains most first; the last one is that there is nothing. */
    static List<Finding> judge(Account account, Vitals vitals) {
        var rules = new Rules(account, vitals);
        rules.deadlock();
        rules.memory();
        rules.pinned();
        rules.allCores();
        rules.limits();
        rules.locks();
        rules.starvedPool();
        rules.oneCore();
        rules.handMadePool();
        rules.io();
        rules.lesserQueues();
        rules.eachOther();
        rules.eventLoops();
        rules.find(Bottleneck.NONE, 0, "nobody waits for anything that could be faster", "", "None to change. If it is slow under load, put load on it and look again; or it waits outside of this JVM.");
        return rules.findings;
    }

    private void deadlock() {
        if (!vitals.deadlock().isEmpty())
            find(Bottleneck.THREADS, account.mean(Activity.LOCK), "deadlock: " + vitals.deadlock(), account.cause(Activity.LOCK) + " at " + account.site(Activity.LOCK), "Take the locks in one order everywhere, or with tryLock(); more threads get stuck, too.");
    }

    private void memory() {
        double share = vitals.process() < 0.05 ? 0 : vitals.gc() / vitals.process();
        if (vitals.paused() > 0.15 || share > 0.35 && vitals.gc() > 0.15)
            find(Bottleneck.MEMORY, vitals.gc() + vitals.cores() * vitals.paused(), "the collector takes %.0f %% of the process's CPU, and the program stands still for it %.0f %% of the time".formatted(100 * share, 100 * vitals.paused()),
                    "", "No model helps: keep less (bounded queues, back-pressure), allocate less, or give it more heap. More threads make it worse.");
        if (vitals.fillsIn() < 300)
            find(Bottleneck.MEMORY, 1, "what stays in the heap grows: full in about %.0f s".formatted(vitals.fillsIn()), vitals.grows(), "Something keeps what it should not, or takes in more than it serves: bound the queue, and say what happens at the bound.");
    }

    private void pinned() {
        double blocked = account.mean(Activity.PINNED);
        if (blocked >= 0.5 * vitals.cores())
            find(Bottleneck.THREADS, blocked, "%.1f of the carriers of virtual threads are blocked".formatted(blocked), account.site(Activity.PINNED), "Move that call to platform threads: native code holds the carrier, and no other virtual thread can run on it.");
    }

    /** In cores: the dumps count who wants to run, the kernel who does. Other programs make the difference. */
    private double demand() {
        double wants = account.mean(Activity.RUNNING, Activity.QUEUED);
        return Math.max(vitals.app(), Double.isNaN(vitals.queued()) ? account.mean(Activity.RUNNING) : Math.min(wants, vitals.app() + vitals.queued()));
    }

    private void allCores() {
        double wants = account.mean(Activity.RUNNING, Activity.QUEUED);
        double share = wants / Math.max(0.01, wants + account.mean(Activity.IO, Activity.SLEEPING, Activity.LOCK, Activity.LIMIT, Activity.RESULT));
        double demand = demand();
        if (vitals.app() >= 0.85 * vitals.cores() || demand >= 0.85 * vitals.cores() && share >= 0.4)
            find(Bottleneck.CPU, demand, "all cores are wanted: %.1f threads compute or would on average, for %d core%s".formatted(Math.max(demand, wants), vitals.cores(), vitals.cores() == 1 ? "" : "s"),
                    account.site(Activity.RUNNING, Activity.QUEUED), "A thread per core, and no more; then a better algorithm, or more cores. Neither async nor virtual threads help.", account.groups(Activity.RUNNING, Activity.QUEUED));
    }

    /** Many wait in this queue; or there are few threads, and this is what holds them up. */
    private boolean queue(double waiting) { return waiting >= 1 || waiting >= SOME && waiting >= 0.5 * account.mean(Activity.RUNNING, Activity.QUEUED, Activity.IO, Activity.SLEEPING); }

    /** Where ten times as many wait for IO, the IO is what takes the time. */
    private boolean lesser(double waiting) { return waiting < 0.1 * account.mean(Activity.IO, Activity.SLEEPING); }

    private void lesserQueues() {
        if (lesser(account.mean(Activity.LIMIT))) limit();
        if (lesser(account.mean(Activity.LOCK))) lock();
    }

    private void limits() { if (!lesser(account.mean(Activity.LIMIT))) limit(); }

    private void limit() {
        double waiting = account.mean(Activity.LIMIT);
        if (queue(waiting) && waiting >= account.mean(Activity.LOCK))
            find(Bottleneck.CONNECTIONS, waiting, "%.1f threads on average wait for what is given to few at a time".formatted(waiting), account.cause(Activity.LIMIT) + " at " + account.site(Activity.LIMIT),
                    "More threads only make the queue longer. Hold it for shorter; raise the limit if the other side can bear it; or refuse early.", account.groups(Activity.LIMIT));
    }

    private void locks() { if (!lesser(account.mean(Activity.LOCK))) lock(); }

    private void lock() {
        double waiting = account.mean(Activity.LOCK);
        if (queue(waiting) && vitals.deadlock().isEmpty())
            find(Bottleneck.THREADS, waiting, "%.1f threads on average wait for a lock".formatted(waiting), account.cause(Activity.LOCK) + " at " + account.site(Activity.LOCK) + account.holder().map(holder -> "; held by " + holder).orElse(""),
                    "Hold it for shorter, with no IO and no sleep inside; split it; or use a concurrent collection. More threads do not help.", account.groupsAtLocks());
    }

    /** Nobody in a pool is free, nearly all wait, and somebody waits for the pool. */
    private void starvedPool() {
        account.groups.forEach((name, group) -> {
            if (!group.workers || !group.alwaysBusy() || group.stuck() <= 0.7 * group.threads) return;
            double own = group.mean(Activity.RESULT), outside = account.mean(Activity.RESULT) - own;
            if (vitals.backlog() > 20 || outside >= 1 || own > 0.5 * group.threads)
                find(Bottleneck.THREADS, group.threads, "the %.0f workers of %s wait, none is free, and %s".formatted(group.threads, name, vitals.backlog() > 20 ? "%.0f tasks stand in its queue".formatted(vitals.backlog()) : "%.1f threads wait for results".formatted(account.mean(Activity.RESULT))),
                        mostOf(group), "A virtual thread for each task that waits, and a semaphore for the limit that is real; or async. A larger pool only moves the limit.");
        });
    }

    private String mostOf(Account.Group group) {
        var activity = group.mean.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        return "they " + activity.label + " at " + account.site(activity);
    }

    /** A thread that is never idle computes and waits in turn: this is a good part of its time. */
    private boolean inTurn(double part) { return part >= 0.3 && demand() + account.mean(Activity.IO, Activity.SLEEPING) >= 0.8; }

    private void oneCore() {
        double running = demand();
        if ((running >= 0.75 || inTurn(running)) && running > 0.5 * account.mean(Activity.IO, Activity.SLEEPING) && running < 0.85 * vitals.cores())
            find(Bottleneck.CPU, running, "%.1f of %d cores compute, and nothing keeps the others from it but the program".formatted(running, vitals.cores()), account.site(Activity.RUNNING), "Split the work: parallel stream, fork/join, or a pool with a thread per core.", account.groups(Activity.RUNNING));
    }

    /** A hand-made pool: a constant number at work while others wait in take(). */
    private void handMadePool() {
        account.groups.forEach((name, group) -> {
            double waiting = group.mean(Activity.HANDOVER);
            if (waiting >= 3 && group.busy() >= 0.8 && group.variation() < 0.15)
                find(Bottleneck.CONNECTIONS, waiting, "a constant number of %s is at work (%.1f) while %.1f wait to take something: perhaps a pool made by hand".formatted(name, group.busy(), waiting), account.site(Activity.HANDOVER), "If it is one: as with any limit, hold it for shorter, or raise it if the other side can bear it.");
        });
    }

    private void io() {
        double waiting = account.mean(Activity.IO, Activity.SLEEPING);
        if (waiting >= SOME || inTurn(waiting))
            find(Bottleneck.IO, waiting, account.mean(Activity.IO) >= account.mean(Activity.SLEEPING) ? "%.1f threads on average wait for IO".formatted(waiting) : "%.1f threads on average sleep between steps".formatted(waiting), account.site(Activity.IO, Activity.SLEEPING),
                    "Concurrency: have more of these waits under way at once, on a virtual thread each, or async. More cores do not help.", account.groups(Activity.IO, Activity.SLEEPING));
    }

    private void eachOther() {
        double waiting = account.mean(Activity.RESULT);
        if (account.mean(Activity.IO, Activity.SLEEPING) >= SOME) return;
        if (waiting >= SOME && vitals.app() < 0.75 && vitals.loops() > 0.0005)
            find(Bottleneck.IO, waiting, "%.1f threads on average wait for what event loops bring".formatted(waiting), account.site(Activity.RESULT), "It is asynchronous IO for which threads wait: have more of it under way at once, on a virtual thread each, or go on without waiting.");
        else if (waiting >= 1.5 && vitals.app() < 0.2) find(Bottleneck.THREADS, waiting, "%.1f threads on average wait for each other's results, and none computes".formatted(waiting), account.site(Activity.RESULT), "Tasks wait for tasks that get no thread: no task may wait for its own pool.");
    }

    private void eventLoops() {
        if (vitals.loops() > 0.02 && account.mean(Activity.EVENT_LOOP) > 0 && findings.isEmpty())
            find(Bottleneck.IO, 0.5, "event loops have work, and no thread waits", account.site(Activity.EVENT_LOOP), "It is asynchronous already: have more under way at once. What a client's own limit holds back has no thread, so it is not visible here.");
    }

    private void find(Bottleneck kind, double weight, String what, String where, String model) { find(kind, weight, what, where, model, Set.of()); }

    private void find(Bottleneck kind, double weight, String what, String where, String model, Set<String> who) { findings.add(new Finding(kind, weight, what, where, model, who)); }
}
