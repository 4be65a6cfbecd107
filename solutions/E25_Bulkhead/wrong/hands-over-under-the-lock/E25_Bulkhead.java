// Misconception: a lock around submit() is held for a moment only.
// The test says: it waits at
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

public class E25_Bulkhead {

    private final Executor threads;
    private int free;

    public E25_Bulkhead(int permits, Executor threads) {
        this.free = permits;
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public synchronized <T> Future<T> submit(Callable<T> call) {
        if (free == 0) throw new RejectedExecutionException("no permit is free");
        var task = new FutureTask<>(call);
        free--;
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

    private synchronized void giveBack() { free++; }

    /** So many calls would be accepted now. */
    public synchronized int free() { return free; }
}
