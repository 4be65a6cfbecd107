// Misconception: a call that is cancelled has begun or not, and a flag tells which.
// The test says: was cancelled just as it began
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
        var begun = new AtomicBoolean();
        var task = new FutureTask<>(call) {
            @Override public void run() {
                if (isCancelled()) return;
                begun.set(true);
                try {
                    super.run();
                } finally {
                    permits.release();
                }
            }

            @Override protected void done() {
                if (!begun.get()) permits.release();
            }
        };
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
