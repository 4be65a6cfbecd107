// Style: a counter under a lock.
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

public class E25_Bulkhead {

    private int permits;
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
                    giveBack();
                }
            });
        } catch (RuntimeException | Error e) {
            giveBack();
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public synchronized int free() { return permits; }

    private synchronized void take() {
        if (permits == 0) throw new RejectedExecutionException("no permit is free");
        permits--;
    }

    private synchronized void giveBack() { permits++; }
}
