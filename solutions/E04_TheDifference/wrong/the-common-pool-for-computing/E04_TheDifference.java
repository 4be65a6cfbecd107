// Misconception: The common pool has the right size for what I was given.
// The test says: computing tasks were in flight at once
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    public E04_TheDifference(int cores) {}

    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) { return ForkJoinPool.commonPool().submit(task); }

    @Override public void close() { waiting.close(); }
}
