package workbook.proof.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One schedule of a scenario. Only one role runs at a time; whoever comes to a scheduling point decides, by asking the
 * {@link Search}, who goes on, and hands over to it.
 */
final class Run {
    /** After so many steps without a scheduling point a role lets the others go first: it may spin on a plain field. */
    private static final int LONG = 2_000;
    /** So often a role may jump backwards. Only a loop without end does it more often. */
    private static final int LOOPS = 5_000_000;

    /** Why a schedule is a failure. The sentence needs the story for the names of things. */
    record Failure(Function<Story, String> sentence, Throwable cause, int steps, boolean isRefusal) {}

    /** Two accesses that nothing orders, and the number of steps up to the second. */
    record Race(Step first, Step second, int steps) {}

    private record Option(Role role, Wait.End end) {}

    private final Code code;
    private final Contention contention;
    private final Search search;
    private final int maxSteps;
    private final List<Role> roles = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Object, Map<Object, Location>> locations = new IdentityHashMap<>();
    private final Map<Object, Object> models = new IdentityHashMap<>();
    private final Map<Object, Object> wholes = new IdentityHashMap<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<Object, Found> found = new IdentityHashMap<>();
    private Role main, running;
    private Object scenario;
    private int count, inARow, loops, threads;
    private long news, now;
    private volatile boolean over;
    private String idle;
    private Failure failure;
    private Race race;

    /** An object is known by the field in which it was found first. */
    record Found(Object in, String field) {}

    Run(Code code, Contention contention, Search search, int maxSteps) {
        this.code = code;
        this.contention = contention;
        this.search = search;
        this.maxSteps = maxSteps;
    }

    // The whole schedule

    /** Plays it: sets up, lets the actors act, and checks. */
    void play(Scenario scenario) {
        main = running = new Role(this, 0, new Thread(null, null, "the check"), null, null);
        roles.add(main);
        main.playHere();
        try {
            var instance = scenario.create();
            this.scenario = instance;
            var actors = scenario.actors().stream()
                    .map(actor -> start(new Thread(null, null, actor.getName()), () -> scenario.invoke(actor, instance), false)).toList();
            awaitAll();
            idle = actors.stream().filter(actor -> actor.steps == 0).map(Role::name).findFirst().orElse(null);
            for (var check : scenario.checks()) scenario.invoke(check, instance);
        } catch (Unwind end) {
            // known states from here on, or a failure that is noted already
        } catch (Throwable thrown) {
            var message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
            note(thrown instanceof AssertionError ? _ -> message : _ -> "the check threw " + thrown, thrown, false);
        } finally {
            stop();
            for (var role : roles.subList(1, roles.size())) role.awaitGone();
            main.leave();
        }
    }

    private void awaitAll() {
        var all = Wait.until(null, this::haveAllEnded);
        main.wait = all;
        if (!all.isOver()) pass(main, false);
        main.wait = null;
        for (var role : roles) if (role.ended) join(main, role);
    }

    private boolean haveAllEnded() {
        for (var role : roles) if (role != main && !role.ended && !role.daemon) return false;
        return true;
    }

    /** A new role begins. It knows all that is known to the role that starts it. */
    Role start(Thread face, Runnable body, boolean daemon) {
        var role = new Role(this, roles.size(), face, running.site, body);
        role.clock.learn(running.clock);
        running.clock.tick(running.index);
        role.history = Search.mix(running.history, role.index, 0);
        role.daemon = daemon;
        roles.add(role);
        return role;
    }

    /** From here on it knows all that the other knew, which has ended. */
    void join(Role role, Role other) {
        role.clock.learn(other.clock);
        role.history = Search.mix(role.history, other.history, 1);
    }

    /** A role has come to its end. */
    void end(Role role) {
        role.ended = true;
        news++;
        handOver(role, false);
    }

    /** A role has thrown something, which nobody has caught. */
    void die(Role role, Throwable thrown) {
        role.ended = true;
        note(thrown instanceof AssertionError && thrown.getMessage() != null ? _ -> thrown.getMessage()
                : _ -> "%s threw %s at %s".formatted(role.name(), thrown, Story.place(thrown.getStackTrace())), thrown, false);
    }

    // Whose turn it is

    /** A role comes to a scheduling point. Returns when it is its turn again. {@code eager}: it could go on. */
    void pass(Role me, boolean eager) {
        if (handOver(me, eager)) return;
        me.awaitTurn();
    }

    /** Chooses who goes on. True if it is the same role. */
    private boolean handOver(Role me, boolean eager) {
        var next = choose(me, eager);
        next.role.end = next.end;
        if (next.role == me) return true;
        inARow = 0;
        running = next.role;
        running.resume();
        return false;
    }

    /**
     * The options are tried in this order: to go on; then the others, who cost nothing if the role is not eager to go on;
     * then what is dear, as it is rare, and a search that tried it everywhere would not end: a preemption, a role that
     * goes on although it has given way, a wait that times out although somebody could go on, and one that ends spuriously.
     */
    private Option choose(Role me, boolean eager) {
        if (main.wait != null && main.canGo()) return new Option(main, Wait.End.OVER);
        var options = new ArrayList<Option>();
        if (eager) options.add(new Option(me, Wait.End.OVER));
        Role idle = me.canGo() ? me : null;
        for (int i = 1; i < roles.size(); i++) {
            var role = roles.get((me.index + i) % roles.size());
            if (role.isInterrupted()) options.add(new Option(role, Wait.End.INTERRUPTED));
            else if (role.canGo() && !role.isIdle()) options.add(new Option(role, Wait.End.OVER));
            else if (role.canGo() && (idle == null || role.steps < idle.steps)) idle = role;
        }
        int cheap = eager ? 1 : options.size();
        if (!eager && me.canGo() && !me.isIdle()) options.add(new Option(me, Wait.End.OVER));
        boolean stuck = options.isEmpty();
        for (var role : roles)
            if (role.canTimeOut()) options.add(new Option(role, Wait.End.TIMED_OUT));
            else if (!stuck && role.canWakeSpuriously()) options.add(new Option(role, Wait.End.SPURIOUSLY));
        if (options.isEmpty() && idle != null) return new Option(idle, Wait.End.OVER);
        if (options.isEmpty()) throw stuck();
        return options.get(decide(options.size(), cheap == 0 ? options.size() : cheap, me));
    }

    /** Nobody goes on, also not those who came to their wait when it was not yet one. */
    private Unwind stuck() {
        for (var role : roles) if (role.isWaiting()) tell(role.wait);
        return fail(story -> story.stuck(roles));
    }

    /** A free choice of the running role among some options, such as whom to wake. */
    int decide(int options) { return decide(options, options, running); }

    private int decide(int options, int free, Role me) {
        if (options == 1) return 0;
        long state = Search.mix(me.index, options, free);
        for (var role : roles) state = Search.mix(state, role.history, role.ended ? 2 : role.isIdle() ? 1 : 0);
        int option = search.choose(options, free, state);
        if (option < 0) throw abandon();
        return option;
    }

    // What the roles do

    /** Counts a step, and gives up if there is no end to them. */
    void count(Role role) {
        if (over) throw Unwind.NOW;
        role.steps++;
        now += 1_000;
        if (++count > maxSteps) throw fail(story -> story.noProgress(count, roles.subList(1, roles.size())));
        if (++inARow > LONG && role != main && role.atomic == 0) {
            inARow = 0;
            role.rest();
        }
    }

    /** The running role jumps backwards. */
    void loop(Role role) {
        if (over) throw Unwind.NOW;
        if (++loops > LOOPS) throw fail(_ -> "no progress: %s loops at %s and does not come to an end".formatted(role.name(), role.site.where()));
    }

    /** A step is taken. */
    void take(Step step) {
        steps.add(step);
        step.location.touch(step);
        boolean inVain = step.access == Step.Access.RELEASE && step.location.isInVain(step);
        if (step.access.writes() && step.access != Step.Access.TAKE && !inVain) step.role.changes++;
        if (step.access.isNews() && !inVain && (!step.access.isPlain() || isContended(step.site))) news++;
    }

    /** Something has changed for which somebody may spin. */
    void change() {
        running.changes++;
        news++;
    }

    /** A role begins to wait, which is part of the story, but no step. */
    void tell(Wait wait) {
        if (wait.step.begins) return;       // is told
        wait.step.wait = wait;
        wait.step.begins = true;
        wait.step.subject = wait.on;
        wait.step.held = wait.signalled ? holder(wait.lock) : null;
        steps.add(wait.step);
    }

    Role.Held holder(Object what) {
        for (var role : roles)
            for (var held : role.held) if (held.what() == what) return held;
        return null;
    }

    Location location(Object object, Object part) {
        return locations.computeIfAbsent(object, _ -> new HashMap<>(4)).computeIfAbsent(part, _ -> new Location(object, part));
    }

    /** What the explorer knows of an object, in place of what the JDK would. */
    @SuppressWarnings("unchecked") <T> T model(Object object, Supplier<T> fresh) {
        return (T) models.computeIfAbsent(object, _ -> fresh.get());
    }

    /** An object is a part or a view of another, such as an iterator of its list: who touches it touches the whole. */
    void isPartOf(Object part, Object whole) { wholes.putIfAbsent(part, wholeOf(whole)); }

    Object wholeOf(Object part) { return wholes.getOrDefault(part, part); }

    void find(Object object, Object in, String field) { found.putIfAbsent(object, new Found(in, field)); }

    Map<Object, Found> found() { return found; }

    Site site(int index) { return code.site(index); }

    boolean isContended(Site site) { return contention.isContended(site); }

    /** These touch what more than one actor touches, and may be contended for. */
    void share(BitSet sites, boolean contended) {
        contention.share(sites);
        if (contended) contention.contend(sites);
    }

    void interrupts() { contention.interrupt(); }

    boolean mayInterrupt() { return contention.mayInterrupt(); }

    boolean isShared(Site site) { return contention.isShared(site); }

    /** A number for the next thread that the code starts itself. */
    int nextThread() { return ++threads; }

    /** Objects are numbered in the order in which they are asked for. */
    int numberOf(Object object) {
        if (object == null) return 0;
        return numbers.computeIfAbsent(object, _ -> numbers.size() + 1);
    }

    Role roleOf(Thread face) {
        for (var role : roles) if (role.face == face) return role;
        return null;
    }

    long news() { return news; }

    /** Virtual time in ns: a step takes 1 µs, and a sleep as long as it says. */
    long now() { return now; }

    void sleep(long nanos) { now += Math.max(0, nanos); }

    // How it ends

    void race(Step first, Step second) {
        var sites = new BitSet();
        sites.set(first.site.index());
        sites.set(second.site.index());
        contention.contend(sites);
        if (race == null && !first.isOptimistic() && !second.isOptimistic()) race = new Race(first, second, steps.size());
    }

    Unwind fail(Function<Story, String> sentence) {
        note(sentence, null, false);
        return Unwind.NOW;
    }

    /** The explorer does not know what would happen: that is a failure, too. */
    Unwind refuse(Site site, String why) {
        note(_ -> "the explorer cannot follow %s.%s at %s: it %s".formatted(site.owner(), site.member(), site.where(), why), null, true);
        return Unwind.NOW;
    }

    /** Ends the schedule without a verdict. */
    Unwind abandon() {
        stop();
        return Unwind.NOW;
    }

    private void note(Function<Story, String> sentence, Throwable cause, boolean isRefusal) {
        if (!over && failure == null) failure = new Failure(sentence, cause, steps.size(), isRefusal);
        stop();
    }

    void stop() {
        over = true;
        for (var role : roles) role.wake();
    }

    /** Says where the running role is, which has not taken a step for long. */
    String whereabouts() {
        var role = running;
        return "the explorer has lost sight of %s: it does not come back from %s".formatted(role.name(), Story.place(role.stack()));
    }

    boolean isOver() { return over; }

    int count() { return count; }

    /** The name of an actor that took no step at all, or null. */
    String idle() { return idle; }

    Object scenario() { return scenario; }

    Failure failure() { return failure; }

    Race race() { return race; }

    List<Step> steps() { return steps; }
}
