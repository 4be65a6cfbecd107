// Misconception: Whoever has a permit has a thread.
// The test says: and took no call
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
        var task = new FutureTask<>(call);
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                permits.release();
            }
        });
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
