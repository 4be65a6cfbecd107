// Misconception: Who holds a permit is called.
// The test says: was cancelled before it began, and was run all the same
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
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
        var answer = new CompletableFuture<T>() {
            private volatile Thread thread;

            @Override public boolean cancel(boolean interrupt) {
                var thread = this.thread;
                if (interrupt && thread != null) thread.interrupt();
                return super.cancel(interrupt);
            }
        };
        try {
            threads.execute(() -> {
                answer.thread = Thread.currentThread();
                try {
                    answer.complete(call.call());
                } catch (Throwable t) {
                    answer.completeExceptionally(t);
                } finally {
                    answer.thread = null;
                    permits.release();
                }
            });
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
        return answer;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
