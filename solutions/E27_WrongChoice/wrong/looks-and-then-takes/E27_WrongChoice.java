// Misconception: A volatile flag is a lock: whoever sees it down may put it up.
// The test says: two BOOKS tasks ran at once, and there is one place
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
    private final Semaphore connections, uploads;
    private volatile boolean busy;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        computing = Executors.newFixedThreadPool(cores);
        this.connections = new Semaphore(connections, true);
        this.uploads = new Semaphore(uploads, true);
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return switch (kind) {
            case COMPUTES -> computing.submit(task);
            case WAITS -> threads.submit(task);
            case QUERIES -> threads.submit(() -> with(connections, task));
            case UPLOADS -> threads.submit(() -> with(uploads, task));
            case BOOKS -> threads.submit(() -> {
                while (busy) Thread.sleep(1);
                busy = true;
                try {
                    return task.call();
                } finally {
                    busy = false;
                }
            });
        };
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        computing.close();
        threads.close();
    }

    private static <T> T with(Semaphore places, Callable<T> task) throws Exception {
        places.acquire();
        try {
            return task.call();
        } finally {
            places.release();
        }
    }
}
