// Style: each started job leaves behind what to do when it is done; the loop only looks it up.
package workbook;

import java.util.HashMap;

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
        var whenDone = new HashMap<Job, Runnable>();
        for (int i = 0; i < orders; i++) {
            int order = i;
            var bake = new Job(order, Step.BAKE);
            var glaze = new Job(order, Step.GLAZE);
            whenDone.put(bake, () -> kitchen.start(glaze));
            whenDone.put(glaze, () -> kitchen.serve(order));
            kitchen.start(bake);
        }
        while (!whenDone.isEmpty()) whenDone.remove(kitchen.awaitAny()).run();
    }
}
