package workbook.proof.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An actor in one schedule. It has a thread of its own, and takes a step only when it is its turn. */
final class Role {
    /** Something that the role holds, such as a lock, and since where. */
    record Held(Role by, Object what, Site since) {}

    private static final ThreadLocal<Role> CURRENT = new ThreadLocal<>();
    /** So often may a role pass a place while nothing changes before it counts as spinning. */
    private static final int SPIN = 3;
    /** So often may it pass a place in one turn, whatever it changes. */
    private static final int TURN = 10;

    final Run run;
    final int index;
    /** What {@link Thread#currentThread} gives to the code under test. It is never started. */
    final Thread face;
    final Clock clock = new Clock();
    final List<Held> held = new ArrayList<>();
    private final Map<Site, Integer> passes = new HashMap<>(), turnPasses = new HashMap<>();
    /** Where it was started, or null. */
    final Site origin;
    private final Runnable body;
    private Thread thread;
    private volatile boolean turn;

    /** The place in the code where it is. */
    Site site;
    /** What it waits for before its next step, or null. */
    Wait wait;
    Wait.End end;
    boolean ended, interrupted, permit;
    /** Whether nobody waits for its end: a daemon. */
    boolean daemon;
    /** Above 0 while it is inside something that must not be interleaved. */
    int atomic;
    /** Above 0 while it is inside a static initializer. */
    int initializing;
    long history;
    /** Whether it reads without a lock, and will ask afterwards whether that went well. */
    boolean optimistic;
    int steps;
    /** How often it has changed something. */
    int changes;
    private long newsSeen, idleSince = -1;

    Role(Run run, int index, Thread face, Site origin, Runnable body) {
        this.run = run;
        this.index = index;
        this.face = face;
        this.origin = site = origin;
        this.body = body;
        clock.tick(index);
    }

    /** The role that the current thread plays, or null if it is none of an explorer's threads. */
    static Role current() { return CURRENT.get(); }

    String name() { return face.getName(); }

    /** Whether it is the explorer itself, which sets up, waits for the actors to end, and checks. */
    boolean isMain() { return index == 0; }

    boolean knows(Step step) { return step.time <= clock.of(step.role.index) || step.role == this; }

    /**
     * Takes the next step, as soon as it is its turn and the wait is over.
     *
     * @param wait null if it need not wait
     * @return the step, of which the caller does what it says, before anybody else does anything
     */
    Step step(Location location, Step.Access access, Wait wait, Object... values) {
        run.count(this);
        boolean able = wait == null || wait.isOver();
        end = Wait.End.OVER;
        if (!able && atomic > 0)
            throw run.refuse(site, "waits inside a call that is one step, and must not be interrupted there");
        if (wait != null) {
            wait.role = this;
            wait.step = new Step(this, site, location, access, values);
        }
        if (!able) run.tell(wait);
        if (!able || atomic == 0 && run.isContended(site)) {
            this.wait = wait;
            run.pass(this, able && !spins());
            this.wait = null;
            idleSince = -1;
        }
        var step = new Step(this, site, location, access, values);
        step.end = end;
        if (!able) step.wait = wait;
        run.take(step);
        return step;
    }

    /** Takes a step that nobody could notice before the next: no scheduling point. */
    Step effect(Location location, Step.Access access, Object... values) {
        run.count(this);
        end = Wait.End.OVER;
        var step = new Step(this, site, location, access, values);
        run.take(step);
        return step;
    }

    /** Lets the others go first, and says so: {@code Thread.yield()} and the like. */
    void yields() {
        run.count(this);
        if (atomic > 0) return;
        if (pass(passes) > 1) idleSince = run.news();
        run.pass(this, false);
        idleSince = -1;
    }

    /** Lets the others go first if it has run for long without coming to a scheduling point. */
    void rest() {
        idleSince = run.news();
        run.pass(this, false);
        idleSince = -1;
    }

    /** Throws what an interruptible wait throws. */
    void throwIfInterrupted() throws InterruptedException {
        if (end == Wait.End.INTERRUPTED) consumeInterrupt();
    }

    /** To be called before an interruptible wait: it looks for an interrupt first, and one may come just before or just after that. */
    void consumeInterrupt() throws InterruptedException {
        if (run.mayInterrupt()) {
            var call = site;
            site = call.as(Site.Kind.READ);
            var look = step(run.location(face, Threads.Part.INTERRUPT), Step.Access.ACQUIRE, null);
            if (interrupted) look.end = Wait.End.INTERRUPTED;
            site = call;
        }
        if (!interrupted) return;
        interrupted = false;
        throw new InterruptedException();
    }

    void took(Object what) { held.add(new Held(this, what, site)); }

    void gaveBack(Object what) {
        for (int i = held.size() - 1; i >= 0; i--)
            if (held.get(i).what == what) {
                held.remove(i);
                return;
            }
    }

    /**
     * Whether it only goes round in a circle, waiting for something to change: then it must give way. A loop that reads
     * the same more than {@value #SPIN} times is taken for one, so no schedule is tried in which it ends before the
     * others go on. It gives way where it holds nothing, since that may be what the others spin for.
     */
    private boolean spins() {
        int passed = pass(passes), passedThisTurn = turnPasses.merge(site, 1, Integer::sum);
        if (passed > SPIN) idleSince = run.news();
        return passed > SPIN || passedThisTurn > TURN && held.isEmpty() || passedThisTurn > 2 * TURN;
    }

    private int pass(Map<Site, Integer> passes) {
        if (newsSeen != run.news()) passes.clear();
        newsSeen = run.news();
        return passes.merge(site, 1, Integer::sum);
    }

    /** Whether it has given way, and nothing has changed since. */
    boolean isIdle() { return idleSince == run.news(); }

    /** Whether it could take its next step now. */
    boolean canGo() { return !ended && (wait == null || wait.isOver()); }

    boolean isInterrupted() { return waits() && interrupted && wait.interruptible && wait.canLeave(); }

    boolean canTimeOut() { return waits() && wait.timed && wait.canLeave(); }

    boolean canWakeSpuriously() { return waits() && wait.canWakeSpuriously(); }

    boolean isWaiting() { return waits() && wait.on != null; }

    private boolean waits() { return !ended && wait != null && !wait.isOver(); }

    // The thread: a virtual one, since these hand over to each other without the help of the operating system

    /** Plays on the current thread, which is the explorer's own. */
    void playHere() {
        thread = Thread.currentThread();
        CURRENT.set(this);
    }

    void leave() { CURRENT.remove(); }

    /** Plays its part, once it is its turn. */
    private void play() {
        CURRENT.set(this);
        try {
            body.run();
            run.end(this);
        } catch (Unwind over) {
            // the schedule is over
        } catch (Throwable thrown) {
            run.die(this, thrown);
        }
    }

    /** It is its turn now. */
    void resume() {
        turnPasses.clear();
        if (thread == null) {
            thread = Thread.ofVirtual().name(name()).unstarted(this::play);
            thread.start();     // only now that the thread is known, since it may soon hand over to one who resumes it again
        } else {
            turn = true;
            LockSupport.unpark(thread);
        }
    }

    void awaitTurn() {
        while (!turn && !run.isOver()) {
            LockSupport.park(this);
            Thread.interrupted();       // an interrupt of the code under test is only played
        }
        turn = false;
        if (run.isOver()) throw Unwind.NOW;
    }

    /** Wakes it up because the schedule is over. */
    void wake() { LockSupport.unpark(thread); }

    /** Waits until it has left the code under test. */
    void awaitGone() {
        while (thread != null && thread.isAlive())
            try {
                thread.join();
            } catch (InterruptedException e) {
                // the explorer goes when all have gone
            }
    }

    StackTraceElement[] stack() { return thread.getStackTrace(); }
}
