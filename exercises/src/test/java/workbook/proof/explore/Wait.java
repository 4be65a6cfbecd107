package workbook.proof.explore;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a role waits for before its next step. The scheduler lets nobody go on whose wait is not over. */
final class Wait {
    /** How a wait ends. */
    enum End { OVER, INTERRUPTED, TIMED_OUT, SPURIOUSLY }

    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(3_650);

    final Object on;
    /** The lock that it needs to go on, which may be the same. */
    final Object lock;
    private final BooleanSupplier free;
    private final boolean conditional;
    /** Whether somebody has woken it. */
    boolean signalled;
    boolean interruptible, timed;
    /** Who waits. */
    Role role;
    /** The beginning of the wait, as the story tells it. */
    Step step;

    private Wait(Object on, Object lock, BooleanSupplier free, boolean conditional) {
        this.on = on;
        this.lock = lock;
        this.free = free;
        this.conditional = conditional;
        signalled = !conditional;
    }

    /** Waits until something is to be had, such as a lock or a permit. */
    static Wait until(Object on, BooleanSupplier free) { return new Wait(on, on, free, false); }

    /** Waits to be signalled, and then until the lock is to be had again. */
    static Wait forSignal(Object on, Object lock, BooleanSupplier free) { return new Wait(on, lock, free, true); }

    boolean isConditional() { return conditional; }

    Wait interruptible() {
        interruptible = true;
        return this;
    }

    /** Whether it may end by time: 0 is no limit, as in Object.wait(), and ten years are none either. */
    Wait timed(long nanos) {
        timed = nanos > 0 && nanos < FOR_EVER;
        return this;
    }

    /** As methods with a time and a unit have it: 0 and less is over at once. */
    Wait timed(long time, TimeUnit unit) { return timed(Math.max(1, unit.toNanos(time))); }

    /** Somebody wakes it, which is part of its own history, too: it may have been chosen among others. */
    void signal(Role by) {
        signalled = true;
        role.history = Search.mix(role.history, by.history, 2);
    }

    boolean isOver() { return signalled && free.getAsBoolean(); }

    /** Whether it can end by an interrupt or by time: whoever waits for a signal needs the lock for that, too. */
    boolean canLeave() { return !conditional || free.getAsBoolean(); }

    /** Whether Java allows it to end for no reason at all. */
    boolean canWakeSpuriously() { return conditional && !signalled && free.getAsBoolean(); }
}
