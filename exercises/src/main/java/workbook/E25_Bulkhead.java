package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/*
 * E25 · Bulkhead
 *
 * Story   The bakery's site asks a supplier, over few connections. So that a slow supplier does not take all threads, calls
 *         go through a bulkhead with a permit for each connection. It held for a week. Then it refused everybody, though
 *         no call was in flight: each call that ended badly had taken its permit along.
 * Task    Let a permit come back from each call, once, and refuse at once when there is none.
 * Rules   The signatures stay as they are. Calls run on the threads of the given executor, never on the caller's.
 *         From the moment it is accepted until it has really ended, a call is in flight: also while it waits for a
 *         thread, and also if its future is cancelled while it runs. No more calls are in flight than there are permits.
 *         Who finds no permit gets a RejectedExecutionException, and waits for nothing, not even for a moment.
 *         What a call throws is the cause of its future's failure. What the executor throws is thrown by
 *         submit(): then it has not taken the call.
 *         cancel(true) interrupts a call that runs. A call that is cancelled before it begins does not run; its permit is back
 *         when its turn has come, at the latest.
 * Run     ./mvnw -f exercises test -Dtest='E25*'
 */
public class E25_Bulkhead {

    private final Semaphore permits;
    private final Executor threads;

    public E25_Bulkhead(int permits, Executor threads) {
        this.permits = new Semaphore(permits);
        this.threads = threads;
    }

    /** Has the call run if there is a permit for it. */
    public <T> Future<T> submit(Callable<T> call) {
        permits.acquireUninterruptibly();
        var task = new FutureTask<>(() -> {
            var answer = call.call();
            permits.release();          // TODO: on which ways does a call end that do not come by here?
            return answer;
        });
        threads.execute(task);
        return task;
    }

    /** So many calls would be accepted now. */
    public int free() { return permits.availablePermits(); }
}
