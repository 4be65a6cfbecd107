// Misconception: With a semaphore for the cores, virtual threads suit all kinds.
// The test says: and it should not need their threads
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

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Kind, Semaphore> places;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        places = Map.of(Kind.COMPUTES, new Semaphore(cores), Kind.QUERIES, new Semaphore(connections), Kind.BOOKS, new Semaphore(1),
                Kind.UPLOADS, new Semaphore(uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        var place = places.get(kind);
        return switch (kind) {
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
        threads.close();
    }
}
