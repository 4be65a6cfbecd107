// Style: the permits lie in a queue, and a call takes one along.
package workbook;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

public class E25_Bulkhead {

    private final BlockingQueue<Object> permits;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        this.permits = new ArrayBlockingQueue<>(permits);
        for (int permit = 0; permit < permits; permit++) this.permits.add(permit);
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        var permit = permits.poll();
        if (permit == null) throw new RejectedExecutionException("no permit is free");
        var task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.add(permit);
                }
            });
        } catch (RuntimeException | Error e) {
            permits.add(permit);
            throw e;
        }
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.size(); }
}
