// Misconception: The finally is around all of it, so nothing is forgotten.
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
        boolean handedOver = false;
        try {
            if (!permits.tryAcquire()) throw new RejectedExecutionException("no permit is free");
            var task = new FutureTask<>(call);
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.release();
                }
            });
            handedOver = true;
            return task;
        } finally {
            if (!handedOver) permits.release();
        }
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
