// Misconception: To be safe it is given back when the future is done and when the call has ended.
// The test says: of 3 should be
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

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
        var task = new FutureTask<>(call) {
            @Override public void run() {
                try {
                    super.run();
                } finally {
                    permits.release();
                }
            }

            @Override protected void done() {
                if (isCancelled()) permits.release();
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
