// Misconception: volatile makes a counter safe.
// The test says: and there were
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

public class E25_Bulkhead {

    private volatile int permits;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        this.permits = permits;
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        take();
        var task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits++;
                }
            });
        } catch (RuntimeException | Error e) {
            permits++;
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits; }

    private synchronized void take() {
        if (permits == 0) throw new RejectedExecutionException("no permit is free");
        permits--;
    }
}
