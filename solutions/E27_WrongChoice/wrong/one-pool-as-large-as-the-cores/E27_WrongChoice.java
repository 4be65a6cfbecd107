// Misconception: A thread for each core is right for everybody.
// The test says: of 200 WAITS tasks were in flight at once
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService pool;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        pool = Executors.newFixedThreadPool(cores);
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return pool.submit(task);
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        pool.close();
    }
}
