// Misconception: The first loop may run on the chef, and what reacts belongs on other threads.
// The test says: the chef is the thread that called cook(), and there is no other
package workbook;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E01_OneChefManyOrders {

    public enum Step { BAKE, GLAZE }

    public record Job(int order, Step step) {}

    public interface Kitchen {
        /** Puts an order into the oven, or under the glazing machine. Returns at once; the machine does the rest. */
        void start(Job job);

        /** Waits until any started job is done, and says which one: the first that is done, not the first started. */
        Job awaitAny() throws InterruptedException;

        /** Brings a glazed order to its guest. */
        void serve(int order);
    }

    /** Bakes, glazes and serves the orders 0 to {@code orders - 1}. */
    public void cook(int orders, Kitchen kitchen) throws InterruptedException {
        for (int order = 0; order < orders; order++) kitchen.start(new Job(order, Step.BAKE));
        try (var helpers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2 * orders; i++) {
                var done = kitchen.awaitAny();
                helpers.submit(() -> {
                    if (done.step() == Step.BAKE) kitchen.start(new Job(done.order(), Step.GLAZE));
                    else kitchen.serve(done.order());
                }).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
