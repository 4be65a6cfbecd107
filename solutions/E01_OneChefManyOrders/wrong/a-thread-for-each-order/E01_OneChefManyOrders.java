// Misconception: Doing many things at once takes many threads.
// The test says: the chef is the thread that called cook(), and there is no other
package workbook;

import java.util.ArrayList;

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
        var chefs = new ArrayList<Thread>();
        for (int i = 0; i < orders; i++) {
            int order = i;
            chefs.add(Thread.ofVirtual().start(() -> {
                try {
                    kitchen.start(new Job(order, Step.BAKE));
                    kitchen.awaitAny();
                    kitchen.start(new Job(order, Step.GLAZE));
                    kitchen.awaitAny();
                    kitchen.serve(order);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var chef : chefs) chef.join();
    }
}
