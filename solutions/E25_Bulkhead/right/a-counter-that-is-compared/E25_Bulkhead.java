// Style: an AtomicInteger that counts down only while it is positive.
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

public class E25_Bulkhead {

    private final AtomicInteger permits;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        this.permits = new AtomicInteger(permits);
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        if (permits.getAndUpdate(free -> Math.max(0, free - 1)) == 0) throw new RejectedExecutionException("no permit is free");
        var task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.incrementAndGet();
                }
            });
        } catch (RuntimeException | Error e) {
            permits.incrementAndGet();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.get(); }
}
