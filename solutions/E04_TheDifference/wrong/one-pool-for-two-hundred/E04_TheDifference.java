// Misconception: The larger need decides the size of the pool.
// The test says: computing tasks were in flight at once, and 3 are allowed
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService workers;

    public E04_TheDifference(int cores) {
        workers = Executors.newFixedThreadPool(200);
    }

    public <T> Future<T> submitWaiting(Callable<T> task) { return workers.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) { return workers.submit(task); }

    @Override public void close() { workers.close(); }
}
