// Style: all steps, the first ones too, go through one queue of things to do; the chef waits when it is empty.
package workbook;

import java.util.ArrayDeque;

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
        var ready = new ArrayDeque<Job>();
        for (int order = 0; order < orders; order++) ready.add(new Job(order, Step.BAKE));
        int inFlight = 0;
        while (!ready.isEmpty() || inFlight > 0) {
            if (ready.isEmpty()) {
                var done = kitchen.awaitAny();
                inFlight--;
                if (done.step() == Step.GLAZE) kitchen.serve(done.order());
                else ready.add(new Job(done.order(), Step.GLAZE));
            } else {
                kitchen.start(ready.remove());
                inFlight++;
            }
        }
    }
}
