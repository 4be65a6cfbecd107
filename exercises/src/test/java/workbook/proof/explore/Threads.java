package workbook.proof.explore;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import workbook.proof.explore.Step.Access;

/** Threads that the code under test starts become roles: their objects are never started. Time is virtual. */
@InPlaceOf({Thread.class, LockSupport.class, System.class})
public final class Threads {
    enum Part { END, INTERRUPT, PERMIT }

    private Threads() {}

    // Threads begin and end

    public static Thread currentThread() { return Role.current().face; }

    public static void start(Thread thread) {
        start(thread, Role.current().run.model(thread, () -> thread::run), thread.isDaemon());
    }

    public static Thread startVirtualThread(Runnable task) { return start(Thread.ofVirtual(), task); }

    public static Thread start(Thread.Builder builder, Runnable task) {
        var thread = unstarted(builder, task);
        start(thread);
        return thread;
    }

    public static Thread unstarted(Thread.Builder builder, Runnable task) { return remember(builder.unstarted(task), task); }

    public static Thread newThread(ThreadFactory factory, Runnable task) { return remember(factory.newThread(task), task); }

    /** A virtual thread does not give away its task. */
    private static Thread remember(Thread thread, Runnable task) {
        if (thread != null && thread.isVirtual()) Role.current().run.model(thread, () -> task);
        return thread;
    }

    static Role start(Thread thread, Runnable task, boolean daemon) {
        var me = Role.current();
        if (me.run.roleOf(thread) != null) throw new IllegalThreadStateException();
        if (thread.getName().matches("(Thread-\\d+)?")) thread.setName("thread " + me.run.nextThread());     // the JVM's number depends on the past
        me.step(me.run.location(thread, Part.END), Access.RELEASE, null);
        return me.run.start(thread, task, daemon);
    }

    /** The JVM's numbers depend on the past. */
    public static long threadId(Thread thread) { return Role.current().run.numberOf(thread); }

    public static long getId(Thread thread) { return threadId(thread); }

    public static void join(Thread thread) throws InterruptedException { await(thread, 0); }

    public static void join(Thread thread, long millis) throws InterruptedException { await(thread, TimeUnit.MILLISECONDS.toNanos(millis)); }

    public static void timedJoin(TimeUnit unit, Thread thread, long time) throws InterruptedException {
        if (time > 0) await(thread, unit.toNanos(time));
    }

    public static boolean join(Thread thread, Duration time) throws InterruptedException { return await(thread, Math.max(1, time.toNanos())); }

    private static boolean await(Thread thread, long nanos) throws InterruptedException {
        var me = Role.current();
        var other = me.run.roleOf(thread);
        if (other == null) return true;
        me.consumeInterrupt();
        me.step(me.run.location(thread, Part.END), Access.ACQUIRE, Wait.until(thread, () -> other.ended).interruptible().timed(nanos));
        me.throwIfInterrupted();
        if (me.end == Wait.End.TIMED_OUT) me.run.sleep(nanos);
        else me.run.join(me, other);
        return other.ended;
    }

    public static boolean isAlive(Thread thread) {
        var me = Role.current();
        var other = me.run.roleOf(thread);
        me.step(me.run.location(thread, Part.END), Access.ACQUIRE, null);
        if (other != null && other.ended) me.run.join(me, other);
        return other != null && !other.ended;
    }

    public static Thread.State getState(Thread thread) {
        var other = Role.current().run.roleOf(thread);
        if (other == null) return Thread.State.NEW;
        Role.current().step(Role.current().run.location(thread, Part.END), Access.ACQUIRE, null);
        if (other.ended) return Thread.State.TERMINATED;
        return other.wait == null ? Thread.State.RUNNABLE : other.wait.timed ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
    }

    // Interrupts, permits

    public static void interrupt(Thread thread) {
        var me = Role.current();
        var other = me.run.roleOf(thread);
        if (other != me) me.run.interrupts();
        me.step(me.run.location(thread, Part.INTERRUPT), Access.UPDATE, null);
        if (other != null) other.interrupted = true;
    }

    public static boolean isInterrupted(Thread thread) {
        var me = Role.current();
        var other = me.run.roleOf(thread);
        var step = me.step(me.run.location(thread, Part.INTERRUPT), Access.ACQUIRE, null);
        step.result = other != null && other.interrupted;
        return other != null && other.interrupted;
    }

    public static boolean interrupted() {
        boolean interrupted = isInterrupted(currentThread());
        Role.current().interrupted = false;
        return interrupted;
    }

    public static void park() { park(null, 0); }

    public static void park(Object blocker) { park(blocker, 0); }

    public static void parkNanos(long nanos) { parkNanos(null, nanos); }

    /** Ends early without an exception, by a permit, an interrupt, the time, or for no reason. */
    public static void parkNanos(Object blocker, long nanos) {
        if (nanos > 0) park(blocker, nanos);
    }

    private static void park(Object blocker, long nanos) {
        var me = Role.current();
        me.step(me.run.location(me.face, Part.PERMIT), Access.TAKE, Wait.until(me.face, () -> me.permit || me.interrupted).timed(nanos));
        me.permit = false;
        if (me.end == Wait.End.TIMED_OUT) me.run.sleep(nanos);
    }

    public static void unpark(Thread thread) {
        var me = Role.current();
        var other = me.run.roleOf(thread);
        if (other == null) return;
        me.step(me.run.location(thread, Part.PERMIT), Access.RELEASE, null);
        other.permit = true;
    }

    public static boolean holdsLock(Object object) { return Monitors.isMine(object); }

    // Time

    public static void yield() { Role.current().yields(); }

    public static void onSpinWait() { Role.current().yields(); }

    public static void sleep(long millis) throws InterruptedException { sleep(TimeUnit.MILLISECONDS, millis); }

    public static void sleep(long millis, int nanos) throws InterruptedException { sleep(TimeUnit.MILLISECONDS, millis); }

    public static void sleep(Duration time) throws InterruptedException { sleep(TimeUnit.NANOSECONDS, time.toNanos()); }

    /** As much may happen meanwhile as the others like, or nothing. */
    public static void sleep(TimeUnit unit, long time) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        me.run.sleep(unit.toNanos(time));
        me.yields();
        me.consumeInterrupt();
    }

    public static long nanoTime() { return Role.current().run.now(); }

    public static long currentTimeMillis() { return Role.current().run.now() / 1_000_000; }

    /** Numbers in the order of asking: the JVM's would differ from run to run. */
    public static int identityHashCode(Object object) {
        var role = Role.current();
        return role == null ? System.identityHashCode(object) : role.run.numberOf(object);
    }
}
