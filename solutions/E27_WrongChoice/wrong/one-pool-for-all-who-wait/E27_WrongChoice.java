// Misconception: Whoever waits can share one pool, if it is large.
// The test says: tasks of all other kinds run, and 300 of each that has a limit wait for their turn
package workbook;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService computing, threads = Executors.newFixedThreadPool(1_000, Thread.ofVirtual().factory());
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
        computing.close();
        threads.close();
    }
}
