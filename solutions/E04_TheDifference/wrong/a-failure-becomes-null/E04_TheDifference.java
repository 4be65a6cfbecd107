// Misconception: A task that fails has no result, and null says so.
// The test says: and its future knows nothing of it
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService computing;

    public E04_TheDifference(int cores) { computing = Executors.newFixedThreadPool(cores); }

    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(() -> orNull(task)); }

    public <T> Future<T> submitComputing(Callable<T> task) { return computing.submit(() -> orNull(task)); }

    private static <T> T orNull(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            return null;
        }
    }

    @Override public void close() {
        waiting.close();
        computing.close();
    }
}
