// Misconception: To close is to stop everything.
// The test says: close() returned when 5 of 10 submitted tasks had ended
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService waiting;
    private final ExecutorService computing;

    public E04_TheDifference(int cores) {
        waiting = Executors.newVirtualThreadPerTaskExecutor();
        computing = Executors.newFixedThreadPool(cores);
    }

    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) { return computing.submit(task); }

    @Override public void close() {
        waiting.shutdownNow();
        computing.shutdownNow();
    }
}
