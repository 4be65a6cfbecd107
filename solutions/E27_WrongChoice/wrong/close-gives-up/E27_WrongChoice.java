// Misconception: No task takes longer than ten seconds, so after them close() may return.
// The test says: close() has given up
package workbook;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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
        return switch (kind) {
            case COMPUTES -> computing.submit(task);
            case WAITS -> threads.submit(task);
            default -> threads.submit(() -> {
                place.acquire();
                try {
                    return task.call();
                } finally {
                    place.release();
                }
            });
        };
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        computing.shutdown();
        threads.shutdown();
        try {
            computing.awaitTermination(10, TimeUnit.SECONDS);
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
