package workbook.proof.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import workbook.proof.explore.Step.Access;

/**
 * The locks of {@code java.util.concurrent}. They stay the JDK's own: a role whose turn has come finds the lock free and
 * takes it by {@code tryLock()}, so nobody ever waits inside the JDK.
 */
@InPlaceOf({})
public final class Locks {
    private Locks() {}

    public static void lock(Lock lock) {
        if (isOwn(lock)) lock.lock();
        else acquire(lock, Wait.until(whole(lock), free(lock)));
    }

    public static void lockInterruptibly(Lock lock) throws InterruptedException {
        if (isOwn(lock)) lock.lockInterruptibly();
        else acquireInterruptibly(lock, Wait.until(whole(lock), free(lock)));
    }

    public static boolean tryLock(Lock lock) { return isOwn(lock) ? lock.tryLock() : acquire(lock, null); }

    public static boolean tryLock(Lock lock, long time, TimeUnit unit) throws InterruptedException {
        if (isOwn(lock)) return lock.tryLock(time, unit);
        boolean locked = acquireInterruptibly(lock, Wait.until(whole(lock), free(lock)).timed(time, unit));
        if (!locked) Role.current().run.sleep(unit.toNanos(time));
        return locked;
    }

    public static void unlock(Lock lock) {
        if (!isOwn(lock)) {
            var me = Role.current();
            me.step(location(lock), Access.RELEASE, null);
            me.gaveBack(whole(lock));
        }
        lock.unlock();
    }

    public static ReadLock readLock(ReentrantReadWriteLock lock) {
        Role.current().run.isPartOf(lock.readLock(), lock);
        return lock.readLock();
    }

    public static WriteLock writeLock(ReentrantReadWriteLock lock) {
        Role.current().run.isPartOf(lock.writeLock(), lock);
        return lock.writeLock();
    }

    public static Lock readLock(ReadWriteLock lock) { return lock instanceof ReentrantReadWriteLock own ? readLock(own) : lock.readLock(); }

    public static Lock writeLock(ReadWriteLock lock) { return lock instanceof ReentrantReadWriteLock own ? writeLock(own) : lock.writeLock(); }

    /** Whether it is a lock that the code under test has made up itself. */
    private static boolean isOwn(Lock lock) {
        if (lock == null) return false;
        boolean isJdks = lock instanceof ReentrantLock || lock instanceof ReadLock || lock instanceof WriteLock;
        if (isJdks && !Jdk.isAsInTheJdk(lock)) throw Role.current().run.refuse(Role.current().site, "belongs to a class that changes what the JDK's does");
        return !isJdks && lock.getClass().getModule() != Lock.class.getModule();
    }

    /** The lock of which a read lock or a write lock is a part, or the lock itself. */
    private static Object whole(Lock lock) { return Role.current().run.wholeOf(lock); }

    private static Location location(Lock lock) { return Role.current().run.location(whole(lock), null); }

    private static boolean acquireInterruptibly(Lock lock, Wait wait) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        boolean locked = acquire(lock, wait.interruptible());
        me.throwIfInterrupted();
        return locked;
    }

    private static boolean acquire(Lock lock, Wait wait) {
        var me = Role.current();
        boolean again = isMine(lock);       // of which the others notice nothing
        if (!again) {
            var step = me.step(location(lock), lock instanceof ReadLock ? Access.ACQUIRE : Access.TAKE, wait);
            boolean locked = me.end == Wait.End.OVER && lock.tryLock();
            if (step.site.member().startsWith("try")) step.result = locked;
            if (!locked) return false;
            step.location.taken(me);
        } else if (!lock.tryLock()) {
            throw new IllegalStateException("too many holds");
        }
        me.took(whole(lock));
        return true;
    }

    private static boolean isMine(Lock lock) {
        return switch (lock) {
            case ReentrantLock own -> own.isHeldByCurrentThread();
            case WriteLock own -> own.isHeldByCurrentThread();
            case ReadLock own -> of(own).getReadHoldCount() > 0 || of(own).isWriteLockedByCurrentThread();
            default -> throw new IllegalArgumentException("unknown lock " + lock);
        };
    }

    private static ReentrantReadWriteLock of(Lock part) { return (ReentrantReadWriteLock) whole(part); }

    private static BooleanSupplier free(Lock lock) {
        return switch (lock) {
            case ReentrantLock own -> () -> !own.isLocked();
            case ReadLock own -> { var whole = of(own); yield () -> !whole.isWriteLocked(); }
            case WriteLock own -> { var whole = of(own); yield () -> !whole.isWriteLocked() && whole.getReadLockCount() == 0; }
            default -> throw new IllegalArgumentException("unknown lock " + lock);
        };
    }

    // Stamped locks

    public static long readLock(StampedLock lock) {
        stamp(lock, Access.ACQUIRE, () -> !lock.isWriteLocked());
        return lock.tryReadLock();
    }

    public static long writeLock(StampedLock lock) {
        stamp(lock, Access.TAKE, () -> !lock.isWriteLocked() && !lock.isReadLocked());
        return lock.tryWriteLock();
    }

    public static long tryReadLock(StampedLock lock, long time, TimeUnit unit) throws InterruptedException {
        return stamp(lock, Access.ACQUIRE, () -> !lock.isWriteLocked(), time, unit) ? lock.tryReadLock() : 0;
    }

    public static long tryWriteLock(StampedLock lock, long time, TimeUnit unit) throws InterruptedException {
        return stamp(lock, Access.TAKE, () -> !lock.isWriteLocked() && !lock.isReadLocked(), time, unit) ? lock.tryWriteLock() : 0;
    }

    public static void unlock(StampedLock lock, long stamp) { released(lock).unlock(stamp); }

    public static void unlockRead(StampedLock lock, long stamp) { released(lock).unlockRead(stamp); }

    public static void unlockWrite(StampedLock lock, long stamp) { released(lock).unlockWrite(stamp); }

    /** From here on plain reads may race, since {@link #validate} will tell. */
    public static long tryOptimisticRead(StampedLock lock) {
        var me = Role.current();
        var step = me.step(me.run.location(lock, null), Access.ACQUIRE, null);
        long stamp = lock.tryOptimisticRead();
        me.optimistic = true;
        step.result = stamp;
        return stamp;
    }

    public static boolean validate(StampedLock lock, long stamp) {
        var me = Role.current();
        var step = me.step(me.run.location(lock, null), Access.ACQUIRE, null, stamp);
        me.optimistic = false;
        step.result = lock.validate(stamp);
        return lock.validate(stamp);
    }

    private static void stamp(StampedLock lock, Access access, BooleanSupplier free) {
        var me = Role.current();
        me.step(me.run.location(lock, null), access, Wait.until(lock, free));
        me.took(lock);
    }

    private static boolean stamp(StampedLock lock, Access access, BooleanSupplier free, long time, TimeUnit unit) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        me.step(me.run.location(lock, null), access, Wait.until(lock, free).interruptible().timed(time, unit));
        me.throwIfInterrupted();
        if (me.end == Wait.End.OVER) me.took(lock);
        else me.run.sleep(unit.toNanos(time));
        return me.end == Wait.End.OVER;
    }

    private static StampedLock released(StampedLock lock) {
        var me = Role.current();
        me.step(me.run.location(lock, null), Access.RELEASE, null);
        me.gaveBack(lock);
        return lock;
    }

    // Conditions

    private record Waiting(Lock lock, List<Wait> waits) {}

    public static Condition newCondition(Lock lock) {
        var condition = lock.newCondition();
        if (!isOwn(lock)) Role.current().run.model(condition, () -> new Waiting(lock, new ArrayList<>()));
        return condition;
    }

    public static void await(Condition condition) throws InterruptedException { await(condition, 0, true); }

    public static void awaitUninterruptibly(Condition condition) { wait(condition, 0, false); }

    public static boolean await(Condition condition, long time, TimeUnit unit) throws InterruptedException {
        return await(condition, Math.max(1, unit.toNanos(time)), true) > 0;
    }

    public static long awaitNanos(Condition condition, long nanos) throws InterruptedException {
        return await(condition, Math.max(1, nanos), true);
    }

    private static long await(Condition condition, long nanos, boolean interruptible) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        long left = wait(condition, nanos, interruptible);
        me.throwIfInterrupted();
        return left;
    }

    /** Gives back the lock, waits for a signal, and takes the lock again. Returns the ns that are left, 0 if none. */
    private static long wait(Condition condition, long nanos, boolean interruptible) {
        var me = Role.current();
        var waiting = ofMine(me, condition);
        int holds = 0;
        me.effect(location(waiting.lock), Access.RELEASE);
        for (; isMine(waiting.lock); holds++) {
            waiting.lock.unlock();
            me.gaveBack(whole(waiting.lock));
        }
        var wait = Wait.forSignal(condition, whole(waiting.lock), free(waiting.lock)).timed(nanos);
        wait.interruptible = interruptible;
        waiting.waits.add(wait);
        me.step(location(waiting.lock), Access.UPDATE, wait).subject = condition;
        waiting.waits.remove(wait);
        for (; holds > 0; holds--) {
            waiting.lock.tryLock();
            me.took(whole(waiting.lock));
        }
        if (me.end != Wait.End.TIMED_OUT) return nanos;
        me.run.sleep(nanos);
        return 0;
    }

    /** Wakes the one that has waited longest. */
    public static void signal(Condition condition) { wake(condition, 1); }

    public static void signalAll(Condition condition) { wake(condition, Integer.MAX_VALUE); }

    private static void wake(Condition condition, int most) {
        var me = Role.current();
        var waiting = ofMine(me, condition);
        var step = me.effect(location(waiting.lock), Access.UPDATE);
        step.subject = condition;
        step.woken = waiting.waits.stream().filter(wait -> !wait.signalled).limit(most).toList();
        for (var wait : step.woken) wait.signal(me);
    }

    private static Waiting ofMine(Role me, Condition condition) {
        Waiting waiting = me.run.model(condition, null);
        if (!isMine(waiting.lock)) throw new IllegalMonitorStateException("the lock of the condition is not held");
        return waiting;
    }
}
