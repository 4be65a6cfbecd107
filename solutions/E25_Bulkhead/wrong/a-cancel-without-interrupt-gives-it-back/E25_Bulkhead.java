// Misconception: cancel(false) ends the matter at once, since nobody has to be interrupted.
// The test says: was cancelled, and still runs
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

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
        var over = new AtomicBoolean();
        var task = new FutureTask<>(call) {
            @Override public void run() {
                super.run();
                giveBack(over);
            }

            @Override public boolean cancel(boolean interrupt) {
                boolean cancelled = super.cancel(interrupt);
                if (cancelled && !interrupt) giveBack(over);
                return cancelled;
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

    private void giveBack(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) permits.release();
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
