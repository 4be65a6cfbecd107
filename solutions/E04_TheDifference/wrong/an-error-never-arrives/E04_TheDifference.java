// Misconception: What goes wrong is an Exception.
// The test says: was submitted, and its future is never done
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E04_TheDifference implements AutoCloseable {

    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService computing;

    public E04_TheDifference(int cores) { computing = Executors.newFixedThreadPool(cores); }

    /** For tasks that wait and hardly compute. */
    public <T> Future<T> submitWaiting(Callable<T> task) { return run(task, waiting); }

    /** For tasks that compute and never wait. */
    public <T> Future<T> submitComputing(Callable<T> task) { return run(task, computing); }

    private static <T> Future<T> run(Callable<T> task, Executor executor) {
        var future = new CompletableFuture<T>();
        executor.execute(() -> {
            try {
                future.complete(task.call());
            } catch (Exception e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        waiting.close();
        computing.close();
    }
}
