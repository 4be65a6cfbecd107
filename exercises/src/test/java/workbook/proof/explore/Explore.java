package workbook.proof.explore;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a scenario through every schedule, up to a bound on preemptions, and fails with the story of the first schedule
 * that goes wrong.
 *
 * <p>A scenario is a class with a method for each {@link Actor}, and methods that {@link Check} what they have done. It
 * needs a constructor without parameters, by which it is made anew for each schedule.
 * <pre>
 *     static class TwoDeposits {
 *         private final Account account = new Account();
 *
 *         &#64;Actor void ann() { account.deposit(1); }
 *
 *         &#64;Actor void bob() { account.deposit(1); }
 *
 *         &#64;Check void bothArrive() { assertThat(account.balance()).isEqualTo(2); }
 *     }
 *
 *     &#64;Test void noDepositIsLost() { Explore.all(TwoDeposits.class); }
 * </pre>
 */
public final class Explore {
    /** So many schedules are tried, once a data race is known, in search of one in which it does harm. */
    private static final int AFTER_RACE = 2_000;

    /** For so many turns of 1 ms it waits for the next step, before it gives up: somebody waits out of its sight. */
    private static final int PATIENCE = 10_000;

    private final Class<?> type;
    private int preemptions = 2, schedules = 20_000, steps = 50_000;
    private boolean races = true, cut, idle, refused, reduced = true;
    private volatile Run current;
    private volatile boolean stopped;

    private Explore(Class<?> type) { this.type = type; }

    /**
     * Tries every schedule with at most two preemptions.
     *
     * @throws AssertionError if a check fails, an actor throws, two accesses race, nobody can go on, or nobody comes to
     *                        an end; or if this proves nothing, since not everything was tried
     */
    public static Report all(Class<?> scenario) { return scenario(scenario).run(); }

    /** For those who want other bounds. */
    public static Explore scenario(Class<?> scenario) { return new Explore(scenario); }

    /** At most so many times a schedule takes the turn from an actor that could go on. */
    public Explore preemptions(int most) {
        preemptions = most;
        return this;
    }

    /** At most so many schedules are tried. */
    public Explore schedules(int most) {
        schedules = most;
        return this;
    }

    /** A schedule of more steps makes no progress. */
    public Explore steps(int most) {
        steps = most;
        return this;
    }

    /** Data races are no failures by themselves, only what checks find. */
    public Explore allowRaces() {
        races = false;
        return this;
    }

    /** It is no failure if there are more schedules than allowed. */
    public Explore allowCut() {
        cut = true;
        return this;
    }

    /** It is no failure if an actor does nothing that another could notice. */
    public Explore allowIdle() {
        idle = true;
        return this;
    }

    /**
     * It is no failure if the code does what the explorer cannot follow. Then nothing is proved, and the report says so:
     * for exercises where such a style, as a parallel stream, is a right answer, and other tests decide about it.
     */
    public Explore allowRefused() {
        refused = true;
        return this;
    }

    /** Every site is a scheduling point, and no state is known: what the tests of the reduction compare it with. */
    Explore unreduced() {
        reduced = false;
        return this;
    }

    /** Explores, on a thread of its own. Waits with patience as long as steps are taken: see {@link #PATIENCE}. */
    public Report run() {
        stopped = false;
        current = null;
        var exploration = new FutureTask<>(this::explore);
        var explorer = Thread.ofVirtual().name("the explorer").start(exploration);
        try {
            for (int turns = 0, seen = 0; !explorer.join(Duration.ofMillis(1)); turns++) {
                var run = current;
                if (run == null || run.count() != seen) turns = 0;
                else if (turns == PATIENCE) throw new AssertionError(run.whereabouts());
                seen = run == null ? 0 : run.count();
            }
            return exploration.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the exploration was interrupted", e);
        } catch (ExecutionException e) {
            throw Scenario.<RuntimeException>thrown(e.getCause());
        } finally {
            stopped = true;
            if (current != null) current.stop();
        }
    }

    private Report explore() {
        var code = Code.of(type);
        var contention = new Contention(reduced);
        var search = new Search(preemptions, schedules, reduced);
        Scenario scenario = null;
        Run.Race race = null;
        String raceStory = null;
        int tried = 0, bound = schedules;
        long steps = 0;
        while (!stopped && search.next(tried) && tried < bound) {
            tried++;
            var run = current = new Run(code, contention, search, this.steps);
            var loaded = code.load(type.getName());
            if (scenario == null || scenario.type() != loaded) scenario = Scenario.of(loaded);
            run.play(scenario);
            steps += run.count();
            if (run.failure() != null && run.failure().isRefusal() && refused) return new Report(tried, steps, false);
            if (run.failure() != null) throw new Story(run).failure(search, run.failure());
            if (run.idle() != null && !idle)
                throw new AssertionError(run.idle() + " met no scheduling point: nothing that it does could be noticed by the others");
            if (races && race == null && run.race() != null) {
                race = run.race();
                raceStory = new Story(run).race(search, race);
                bound = Math.min(schedules, tried + AFTER_RACE);
            }
            if (contention.hasGrown()) search.restart();
        }
        if (race != null) throw new AssertionError(raceStory);
        if (search.isCut() && !cut)
            throw new AssertionError("%,d schedules were tried, and there are more: nothing is proved".formatted(tried));
        return new Report(tried, steps, !search.isCut());
    }
}
