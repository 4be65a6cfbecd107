// Misconception: Every task waits for its turn first, so it goes through the waiting room.
// The test says: 200 waiting tasks were submitted and had not ended, and a computing task did not get its turn
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E04_TheDifference implements AutoCloseable {
    private final ExecutorService waiting = Executors.newFixedThreadPool(200);
    private final Semaphore cores;

    public E04_TheDifference(int cores) { this.cores = new Semaphore(cores); }

    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(task); }

    public <T> Future<T> submitComputing(Callable<T> task) {
        return waiting.submit(() -> {
            cores.acquire();
            try {
                return task.call();
            } finally {
                cores.release();
            }
        });
    }

    @Override public void close() { waiting.close(); }
}
