// Style: a pool for each kind, as large as the kind may be.
package workbook;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final Map<Kind, ExecutorService> pools;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        pools = Map.of(Kind.COMPUTES, Executors.newFixedThreadPool(cores), Kind.WAITS, Executors.newCachedThreadPool(),
                Kind.QUERIES, Executors.newFixedThreadPool(connections), Kind.BOOKS, Executors.newSingleThreadExecutor(), Kind.UPLOADS, Executors.newFixedThreadPool(uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return pools.get(kind).submit(task);
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        pools.values().forEach(ExecutorService::close);
    }
}
