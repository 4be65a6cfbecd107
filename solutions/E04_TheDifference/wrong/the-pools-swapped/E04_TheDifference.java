// Misconception: Computing is the hard part, so it needs the many threads.
// The test says: at most 2 of 200 waiting tasks were in flight at once
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService waiting;
    private final ExecutorService computing;

    public E04_TheDifference(int cores) {
        waiting = Executors.newFixedThreadPool(cores);
        computing = Executors.newVirtualThreadPerTaskExecutor();
    }

    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) { return computing.submit(task); }

    @Override public void close() {
        waiting.close();
        computing.close();
    }
}
