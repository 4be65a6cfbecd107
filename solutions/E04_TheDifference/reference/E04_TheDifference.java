package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E04 · The difference
 *
 * Story   Two kinds of work come into the kitchen. Waiting tasks only wait for somebody else: the dough, the supplier,
 *         the guest; at times 200 of them at once. Computing tasks keep a core busy from start to end. Both stand in
 *         one queue before one pool, and each kind spoils the other's day.
 * Task    Give each kind of work the workers that suit it.
 * Rules   The signatures stay as they are.
 *         200 waiting tasks are in flight at once.
 *         As many computing tasks are in flight at once as there are cores, and never more.
 *         Neither kind ever waits for the other.
 *         What a task throws arrives in its future.
 *         close() returns when all submitted tasks have ended by themselves, and leaves no thread behind.
 * Run     ./mvnw -f exercises test -Dtest='E04*'
 */
public class E04_TheDifference implements AutoCloseable {

    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();    // a waiter needs no core, only a place
    private final ExecutorService computing;

    public E04_TheDifference(int cores) {
        computing = Executors.newFixedThreadPool(cores);            // a core each; on virtual threads they would keep the others' carriers
    }

    /** For tasks that wait and hardly compute. */
    public <T> Future<T> submitWaiting(Callable<T> task) { return waiting.submit(task); }

    /** For tasks that compute and never wait. */
    public <T> Future<T> submitComputing(Callable<T> task) { return computing.submit(task); }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        waiting.close();        // each close() waits until its tasks have ended
        computing.close();
    }
}
