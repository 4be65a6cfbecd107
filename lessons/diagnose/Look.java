import com.sun.management.OperatingSystemMXBean;
import module java.base;
import java.lang.management.ManagementFactory;

/**
 * Watches a running JVM: a dump from time to time, since what is seen at instants that have nothing to do with the program is a
 * fair sample of its time. What dumps do not tell comes from counters that the JVM keeps anyway.
 */
final class Look {
    private static final int LEAST = 5;

    private final Target target;
    private final double seconds;
    private final List<List<Seen>> looks = new ArrayList<>();
    private Dumps.Printed first, last;
    private String deadlock = "";

    private Look(Target target, double seconds) {
        this.target = target;
        this.seconds = seconds;
    }

    /** Attaches and watches. A JVM that is too busy with itself to answer is judged by what the kernel counts. */
    static Diagnosis at(long pid, double seconds, Consumer<String> progress) throws Exception {
        var before = Kernel.of(pid);
        long start = System.nanoTime();
        var look = new FutureTask<>(() -> {
            try (var target = Target.attach(pid)) { return new Look(target, seconds).watch(progress); }
        });
        Thread.ofPlatform().daemon().start(look);
        try {
            return look.get((long) (1e3 * (2.5 * seconds + 20)), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            double passed = (System.nanoTime() - start) / 1e9;
            var rate = Kernel.of(pid).since(before, passed);
            if (Double.isNaN(rate.all())) throw new Misuse("process %d does not answer".formatted(pid));
            var vitals = new Vitals(passed, Kernel.cores(pid), rate.ran(), rate.gc(), rate.all(), 0, rate.waited(), 0, 0, Double.POSITIVE_INFINITY, "", 0, 0, "");
            return Diagnosis.of("process " + pid, new Account(), vitals, 0, "it did not answer in %.0f s, so only the kernel was asked".formatted(passed));
        }
    }

    private Diagnosis watch(Consumer<String> progress) {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var process = ProcessHandle.of(target.pid).orElseThrow(() -> new Misuse("process %d ended".formatted(target.pid)));
        var kernel = Kernel.of(target.pid);
        var who = "%s (process %d, JDK %s)".formatted(target.name, target.pid, target.version());
        var counters = Counters.of(target.pid);
        var heaps = new ArrayList<Counters>();
        var random = new Random();
        double cpu = cpu(process), passed = 0;
        machine.getCpuLoad();                                                                   // the next one counts from here
        for (long start = System.nanoTime(); passed < seconds || looks.size() < LEAST && passed < 2 * seconds; passed = (System.nanoTime() - start) / 1e9) {
            long asked = System.nanoTime();
            look();
            double took = (System.nanoTime() - asked) / 1e9;
            heaps.add(Counters.of(target.pid));
            progress.accept("watched %.0f s of %.0f · %,d threads".formatted(passed, seconds, looks.getLast().size()));
            sleep(Math.clamp(30 * took, 0.25, Math.max(0.25, seconds / 12)) * random.nextDouble(0.75, 1.25));   // cheap, and never in step with the program
        }
        var then = heaps.getLast();
        double load = Math.max(0, machine.getCpuLoad()) * machine.getAvailableProcessors(), all = (cpu(process) - cpu) / passed;
        double gc = last.jvm().keySet().stream().filter(name -> Kernel.COLLECTOR.matcher(name).lookingAt()).mapToDouble(name -> last.jvm().get(name) - first.jvm().getOrDefault(name, 0.0)).sum() / passed;
        double own = last.threads().stream().filter(Seen::ofTheJvm).mapToDouble(this::ran).sum() / passed;
        var selecting = looks.stream().flatMap(List::stream).filter(seen -> seen.selects() && !seen.serves()).map(Seen::id).collect(Collectors.toSet());
        double loops = last.threads().stream().filter(seen -> selecting.contains(seen.id())).mapToDouble(this::ran).sum() / passed;
        var account = Account.of(looks, this::moved);
        if (account.mean(Activity.LOCK) >= Rules.SOME && account.holder().isEmpty()) account.countHolders(Dumps.printed(target.ask("Thread.print -l")).threads());      // it walks the heap, so only once
        var vitals = new Vitals(passed, Kernel.cores(target.pid), Math.max(0, all - gc - own), gc, all, Math.max(0, load - all), Kernel.of(target.pid).since(kernel, passed).waited(),
                Math.min(then.paused() - counters.paused(), gc * passed) / passed, then.heap(), Counters.fullIn(heaps), "", 0, loops, deadlock);
        return Diagnosis.of(who, account, askedFurther(account, vitals, then.used() - counters.used() > 0.03 * then.heap() || then.collections() > counters.collections()), looks.size(), "");
    }

    private void look() {
        var text = target.ask("Thread.print");
        last = Dumps.printed(text);
        if (first == null) first = last;
        deadlock = Dumps.deadlock(text);
        var seen = new ArrayList<>(last.threads());
        if (seen.stream().anyMatch(thread -> thread.name().startsWith("VirtualThread-un")))
            seen.addAll(Dumps.virtual(target.written("Thread.dump_to_file -format=json -overwrite %s", "threads.json"), last.cpu().keySet()));
        looks.add(seen);
    }

    /** Two questions that cost the program a full collection each, so they are asked only if the answer decides. */
    private Vitals askedFurther(Account account, Vitals vitals, boolean grows) {
        var first = Rules.judge(account, vitals).getFirst().kind();
        boolean growthDecides = grows && (first == Bottleneck.NONE || first == Bottleneck.IO);
        boolean backlogDecides = first != Bottleneck.THREADS && Rules.judge(account, vitals.withBacklog(1_000)).getFirst().kind() == Bottleneck.THREADS;
        if (!growthDecides && !backlogDecides) return vitals;
        var before = new Histogram(target);
        var further = backlogDecides ? vitals.withBacklog(before.tasks() - account.groups.values().stream().filter(group -> group.workers).mapToDouble(group -> group.threads).sum()) : vitals;
        if (!growthDecides) return further;
        sleep(3);
        return new Histogram(target).since(before, further);
    }

    /** Whether a thread that is seen in a read, a sleep or a wait comes out of it now and then: then it has computed, if only for microseconds. */
    private boolean moved(Seen seen) {
        if (!seen.virtual()) return !first.cpu().containsKey(seen.id()) || ran(seen) > 0.00003 * seconds;
        return last.threads().stream().filter(thread -> thread.name().startsWith("ForkJoinPool-1-worker")).mapToDouble(this::ran).sum() > 0.0001 * seconds;
    }

    /** Seconds of CPU since the first look. */
    private double ran(Seen seen) { return last.cpu().getOrDefault(seen.id(), 0.0) - first.cpu().getOrDefault(seen.id(), 0.0); }

    private static double cpu(ProcessHandle process) { return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9; }

    private static void sleep(double seconds) {
        try {
            Thread.sleep((long) (1e3 * seconds));
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
    }
}
