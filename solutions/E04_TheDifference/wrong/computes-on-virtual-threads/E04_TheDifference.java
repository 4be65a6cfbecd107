// Misconception: A virtual thread that computes gives its carrier to others now and then.
// The test says: one for each core of this machine, and a waiting task did not get its turn
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore cores;

    public E04_TheDifference(int cores) { this.cores = new Semaphore(cores); }

    public <T> Future<T> submitWaiting(Callable<T> task) { return threads.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) {
        return threads.submit(() -> {
            cores.acquire();
            try {
                return task.call();
            } finally {
                cores.release();
            }
        });
    }

    @Override public void close() { threads.close(); }
}
