// Style: a call that has begun gives its permit back when it ends, one that never begins when it is cancelled; whoever is first.
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

public class E25_Bulkhead {

    private final Semaphore permits;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        this.permits = new Semaphore(permits);
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        if (!permits.tryAcquire()) throw new RejectedExecutionException("no permit is free");
        var over = new AtomicBoolean();
        var begun = new AtomicBoolean();
        Runnable giveBack = () -> {
            if (over.compareAndSet(false, true)) permits.release();
        };
        var task = new FutureTask<>(call) {
            @Override public void run() {
                begun.set(true);
                try {
                    super.run();
                } finally {
                    giveBack.run();
                }
            }

            @Override protected void done() {
                if (isCancelled() && !begun.get()) giveBack.run();
            }
        };
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            giveBack.run();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
