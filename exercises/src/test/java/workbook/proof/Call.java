package workbook.proof;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A call of the learner's code in a thread of its own, so that the test can look on and act while it lasts.
 *
 * @param <T> what the call returns
 */
public final class Call<T> {
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
     * Fails with the line at which it stands if it does not end; {@code because} ends the sentence.
     */
    public T returns(String because) throws Exception {
        if (!Patience.until(Patience.LONG, this::isOver))
            throw new AssertionError("%s has not returned, it waits at %s: %s".formatted(
                    thread.getName(), Where.is(thread.getStackTrace()), because));
        if (!result.isCompletedExceptionally()) return result.join();
        switch (result.exceptionNow()) {
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new AssertionError(t);
        }
    }
}
