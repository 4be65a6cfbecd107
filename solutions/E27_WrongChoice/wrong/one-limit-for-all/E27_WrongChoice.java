// Misconception: There is so much room in all, and whoever needs some takes it.
// The test says: QUERIES tasks were in flight at once, and 3 are allowed
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService computing, threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        computing = Executors.newFixedThreadPool(cores);
        room = new Semaphore(connections + 1 + uploads);
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return switch (kind) {
            case COMPUTES -> computing.submit(task);
            case WAITS -> threads.submit(task);
            default -> threads.submit(() -> {
                room.acquire();
                try {
                    return task.call();
                } finally {
                    room.release();
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
