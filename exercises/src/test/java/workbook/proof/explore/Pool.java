package workbook.proof.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import workbook.proof.explore.Step.Access;

/** An executor whose workers are roles. They begin when there is work for them, and end when the pool is shut down. */
final class Pool extends AbstractExecutorService {
    private final int size;
    private final ThreadFactory factory;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Role> workers = new ArrayList<>();
    /** Those that have been started or are about to be. */
    private int started;
    private int idle;
    private boolean shutdown;

    /** With at most so many workers. */
    Pool(int size, ThreadFactory factory) {
        this.size = size;
        this.factory = factory;
    }

    @Override public void execute(Runnable task) {
        step(Access.UPDATE, null);
        if (shutdown) throw new RejectedExecutionException("the executor is shut down");
        tasks.add(task);
        Role.current().run.model(task, () -> this);
        if (idle >= tasks.size() || started == size) return;
        idle++;
        started++;      // now, since somebody else may submit before it is there
        workers.add(Threads.start(factory.newThread(this::work), this::work, true));
    }

    /** Whether it was submitted to a pool of this kind. */
    static boolean hasTask(Future<?> future) { return Role.current().run.model(future, () -> null) != null; }

    private void work() {
        var me = Role.current();
        for (var task = next(); task != null; task = next()) {
            idle--;
            task.run();
            idle++;
            me.site = me.origin;
            me.effect(me.run.location(task, null), Access.RELEASE);
        }
        idle--;
        started--;
        workers.remove(me);
        step(Access.RELEASE, null);
    }

    /** Waits for a task, and takes it. Null if there will be none. */
    private Runnable next() {
        step(Access.UPDATE, Wait.until(this, () -> !tasks.isEmpty() || shutdown));
        return tasks.poll();
    }

    @Override public void shutdown() {
        step(Access.UPDATE, null);
        shutdown = true;
    }

    @Override public List<Runnable> shutdownNow() {
        shutdown();
        for (var worker : workers) worker.interrupted = true;
        var left = new ArrayList<>(tasks);
        tasks.clear();
        return left;
    }

    @Override public boolean isShutdown() {
        step(Access.ACQUIRE, null);
        return shutdown;
    }

    @Override public boolean isTerminated() {
        step(Access.ACQUIRE, null);
        return isOver();
    }

    private boolean isOver() { return shutdown && tasks.isEmpty() && started == 0; }

    @Override public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        step(Access.ACQUIRE, Wait.until(this, this::isOver).interruptible().timed(timeout, unit));
        me.throwIfInterrupted();
        return isOver();
    }

    @Override public void close() {
        shutdown();
        step(Access.ACQUIRE, Wait.until(this, this::isOver));
    }

    @Override public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> calls) throws InterruptedException {
        var futures = new ArrayList<Future<T>>();
        for (var call : calls) futures.add(submit(call));
        for (var future : futures)
            try {
                Pools.get(future);
            } catch (ExecutionException e) {
                // whoever asks the future is told
            }
        return futures;
    }

    private Step step(Access access, Wait wait) {
        var me = Role.current();
        return me.step(me.run.location(this, null), access, wait);
    }
}
