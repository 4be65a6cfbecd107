package workbook.proof;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What came of a task that nothing keeps from being done. */
public final class Outcome {
    private Outcome() {}

    /**
     * Waits with patience until the task is done, also while others are served before it: a wrong answer may serve them
     * in turn. Fails if it stays pending, or failed; {@code what} names the task, such as "an order", and
     * {@code because} ends the sentence.
     */
    public static <T> T of(Future<T> task, String what, String because) throws InterruptedException {
        if (!Patience.until(3 * Patience.LONG, task::isDone)) throw new AssertionError("%s is still pending: %s".formatted(what, because));
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("%s failed with %s: %s".formatted(what, e.getCause(), because), e.getCause());
        }
    }
}
