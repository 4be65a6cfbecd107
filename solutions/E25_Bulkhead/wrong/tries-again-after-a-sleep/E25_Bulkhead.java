// Misconception: two more tries with a short sleep between them save most of the refusals.
// The test says: waited for a while
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
        for (int tries = 1; !permits.tryAcquire(); tries++) {
            if (tries == 3) throw new RejectedExecutionException("no permit is free");
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new RejectedExecutionException(e);
            }
        }
        var task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.release();
                }
            });
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
