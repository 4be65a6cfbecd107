// Misconception: The permit is needed where the work is done, so it is taken there.
// The test says: a fourth call was accepted
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
        var task = new FutureTask<>(() -> {
            if (!permits.tryAcquire()) throw new RejectedExecutionException("no permit is free");
            try {
                return call.call();
            } finally {
                permits.release();
            }
        });
        threads.execute(task);
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
