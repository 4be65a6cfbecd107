// Misconception: who has taken too much puts it back, and nobody notices.
// The test says: and a guest saw that
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

public class E25_Bulkhead {

    private final AtomicInteger free;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        free = new AtomicInteger(permits);
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        if (free.decrementAndGet() < 0) {
            free.incrementAndGet();
            throw new RejectedExecutionException("no permit is free");
        }
        var task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.incrementAndGet();
                }
            });
        } catch (RuntimeException | Error e) {
            free.incrementAndGet();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return free.get(); }
}
