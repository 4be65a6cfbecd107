package workbook.proof;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A call of the learner's code in a thread of its own, so that the test can look on and act while it lasts.
 *
 * @param <T> what the call returns
 */
public final class Call<T> {
    private static final int COMPUTING = 5;
    private static final long IDLE = 50_000_000;     // ns of CPU time while the patience lasts: to look now and then takes less
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Call(String name, Callable<T> call) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
    }

    /** Begins the call; {@code name} is its name in messages, such as "page()". */
    public static <T> Call<T> of(String name, Callable<T> call) { return new Call<>(name, call); }

    /** Whether it has returned or thrown. */
    public boolean isOver() { return result.isDone(); }

    /** Waits until it sleeps without a time limit. False if it is over before that, or if it keeps looking or sleeps by the clock. */
    public boolean fallsAsleep() throws InterruptedException {
        return Patience.until(Patience.LONG, () -> isOver() || thread.getState() == Thread.State.WAITING) && !isOver();
    }

    /** Interrupts the thread of the call. */
    public void interrupt() { thread.interrupt(); }

    /**
     * Waits until the call returns, and throws what it throws.
     * Fails with the line at which it stands if it does not end; {@code because} ends the sentence. A call that computes
     * or wants to gets {@value #COMPUTING} times the patience: on a busy machine the one who waits has many turns, and it has few.
     */
    public T returns(String because) throws Exception {
        long computed = 0;
        for (int tries = 1; !Patience.until(Patience.LONG, this::isOver); tries++) {
            long before = computed;
            computed = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
            if (tries == COMPUTING || computed - before < IDLE && thread.getState() != Thread.State.RUNNABLE)
                throw new AssertionError("%s has not returned, it waits at %s: %s".formatted(
                        thread.getName(), Where.is(thread.getStackTrace()), because));
        }
        if (!result.isCompletedExceptionally()) return result.join();
        switch (result.exceptionNow()) {
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new AssertionError(t);
        }
    }
}
