package workbook.proof.explore;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import workbook.proof.explore.Step.Access;

/** Executors, all of them {@link Pool}s, and their futures, which stay the JDK's own. */
@InPlaceOf(Executors.class)
public final class Pools {
    private Pools() {}

    public static ExecutorService newFixedThreadPool(int threads) { return new Pool(threads, Thread::new); }

    public static ExecutorService newFixedThreadPool(int threads, ThreadFactory factory) { return new Pool(threads, factory); }

    public static ExecutorService newSingleThreadExecutor() { return new Pool(1, Thread::new); }

    public static ExecutorService newSingleThreadExecutor(ThreadFactory factory) { return new Pool(1, factory); }

    public static ExecutorService newCachedThreadPool() { return new Pool(Integer.MAX_VALUE, Thread::new); }

    public static ExecutorService newCachedThreadPool(ThreadFactory factory) { return new Pool(Integer.MAX_VALUE, factory); }

    public static ExecutorService newVirtualThreadPerTaskExecutor() { return new Pool(Integer.MAX_VALUE, Thread::new); }

    public static ExecutorService newThreadPerTaskExecutor(ThreadFactory factory) { return new Pool(Integer.MAX_VALUE, factory); }

    public static Object get(Future<?> future) throws InterruptedException, ExecutionException {
        await(future, 0);
        return future.get();
    }

    public static Object get(Future<?> future, long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        await(future, Math.max(1, unit.toNanos(time)));
        if (!future.isDone()) throw new TimeoutException();
        return future.get();
    }

    private static void await(Future<?> future, long nanos) throws InterruptedException {
        var me = Role.current();
        check(future);
        me.consumeInterrupt();
        me.step(me.run.location(future, null), Access.ACQUIRE, Wait.until(future, future::isDone).interruptible().timed(nanos));
        me.throwIfInterrupted();
        if (me.end == Wait.End.TIMED_OUT) me.run.sleep(nanos);
    }

    /** An interrupt would reach the thread on which the role is played, and not the role. */
    public static boolean cancel(Future<?> future, boolean interrupt) {
        var me = Role.current();
        if (!(future instanceof FutureTask)) check(future);         // one that the code under test has made waits for nothing here
        if (interrupt) throw me.run.refuse(me.site, "interrupts a thread that is only played");
        me.step(me.run.location(future, null), Access.UPDATE, null);
        return future.cancel(false);
    }

    private static void check(Future<?> future) {
        if (!Pool.hasTask(future)) throw Role.current().run.refuse(Role.current().site, "may wait out of the explorer's sight");
    }
}
