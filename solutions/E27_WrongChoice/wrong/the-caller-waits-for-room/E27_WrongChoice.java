// Misconception: Back-pressure is right everywhere: where too many wait already, the caller waits, too.
// The test says: waits for nothing (1,000 were handed over just before)
package workbook;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final Map<Kind, ExecutorService> pools;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        pools = Map.of(Kind.COMPUTES, pool(cores), Kind.WAITS, Executors.newVirtualThreadPerTaskExecutor(),
                Kind.QUERIES, pool(connections), Kind.BOOKS, pool(1), Kind.UPLOADS, pool(uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return pools.get(kind).submit(task);
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        pools.values().forEach(ExecutorService::close);
    }

    private static ExecutorService pool(int threads) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1_000), (task, pool) -> {
            try {
                pool.getQueue().put(task);
            } catch (InterruptedException e) {
                throw new RejectedExecutionException(e);
            }
        });
    }
}
