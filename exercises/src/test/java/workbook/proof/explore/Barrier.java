package workbook.proof.explore;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import workbook.proof.explore.Step.Access;

/** Takes the place of a {@link CyclicBarrier} where one is made: its {@code await()} has no variant that never waits. */
public final class Barrier extends CyclicBarrier {
    /** Those who wait for each other. */
    private static final class Generation {
        int missing;
        boolean open, broken;

        Generation(int missing) { this.missing = missing; }
    }

    private final Runnable action;
    private Generation now = new Generation(getParties());

    public Barrier(int parties) { this(parties, null); }

    public Barrier(int parties, Runnable action) {
        super(parties);
        this.action = action;
    }

    @Override public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(0);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override public int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException, TimeoutException {
        return await(Math.max(1, unit.toNanos(time)));
    }

    private int await(long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
        var me = Role.current();
        var mine = arrive();
        int index = mine.missing;
        if (index == 0) {
            open(mine);
            return 0;
        }
        me.step(me.run.location(this, null), Access.ACQUIRE, Wait.until(this, () -> mine.open).interruptible().timed(nanos));
        if (me.end != Wait.End.OVER) breakUp(mine);
        me.throwIfInterrupted();
        if (me.end == Wait.End.TIMED_OUT) throw new TimeoutException();
        if (mine.broken) throw new BrokenBarrierException();
        return index;
    }

    private Generation arrive() throws InterruptedException, BrokenBarrierException {
        var me = Role.current();
        me.consumeInterrupt();
        me.step(me.run.location(this, null), Access.UPDATE, null);
        if (now.broken) throw new BrokenBarrierException();
        now.missing--;
        return now;
    }

    /** The last one has come: it does what is to be done, and lets the others go. */
    private void open(Generation mine) {
        now = new Generation(getParties());
        mine.broken = true;             // unless the action succeeds
        try {
            if (action != null) action.run();
            mine.broken = false;
        } finally {
            mine.open = true;
        }
        var me = Role.current();
        me.effect(me.run.location(this, null), Access.RELEASE);
    }

    private static void breakUp(Generation generation) {
        generation.broken = true;
        generation.open = true;
    }

    @Override public void reset() {
        step(Access.UPDATE);
        if (now.missing < getParties()) breakUp(now);
        now = new Generation(getParties());
    }

    @Override public boolean isBroken() {
        step(Access.ACQUIRE);
        return now.broken;
    }

    @Override public int getNumberWaiting() {
        step(Access.ACQUIRE);
        return getParties() - now.missing;
    }

    private void step(Access access) { Role.current().step(Role.current().run.location(this, null), access, null); }
}
