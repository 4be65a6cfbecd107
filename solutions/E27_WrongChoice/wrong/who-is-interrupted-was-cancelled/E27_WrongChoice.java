// Misconception: Only cancel() interrupts a task, so an InterruptedException says that it was cancelled.
// The test says: a task that QUERIES threw java.lang.InterruptedException, and the cause of its future's failure is java.util.concurrent.CancellationException
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService computing, threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore connections, uploads;
    private final ReentrantLock books = new ReentrantLock(true);

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        computing = new ForkJoinPool(cores);
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
                books.lockInterruptibly();
                try {
                    return task.call();
                } finally {
                    books.unlock();
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
        try {
            places.acquire();
            try {
                return task.call();
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
    }
}
