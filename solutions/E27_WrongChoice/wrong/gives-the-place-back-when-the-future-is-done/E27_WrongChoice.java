// Misconception: When the future is done, so is the task.
// The test says: still runs, and another one got its place
package workbook;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService computing, threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Kind, Semaphore> places;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        computing = Executors.newFixedThreadPool(cores);
        places = Map.of(Kind.QUERIES, new Semaphore(connections), Kind.BOOKS, new Semaphore(1), Kind.UPLOADS, new Semaphore(uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        var place = places.get(kind);
        if (place == null) return (kind == Kind.COMPUTES ? computing : threads).submit(task);
        var future = new CompletableFuture<T>();
        threads.submit(() -> {
            place.acquire();
            future.whenComplete((_, _) -> place.release());
            if (future.isDone()) return null;
            try {
                future.complete(task.call());
            } catch (Throwable t) {
                future.completeExceptionally(t);
            }
            return null;
        });
        return future;
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        computing.close();
        threads.close();
    }
}
