// Misconception: An interrupt means that it is over: nobody needs to know.
// The test says: cook() returned after an interrupt, as if all was done
package workbook;

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
        for (int order = 0; order < orders; order++) {
            kitchen.start(new Job(order, Step.BAKE));
        }
        try {
            for (int left = orders; left > 0; ) {
                Job done = kitchen.awaitAny();
                if (done.step() == Step.BAKE) {
                    kitchen.start(new Job(done.order(), Step.GLAZE));
                } else {
                    kitchen.serve(done.order());
                    left--;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();     // keep the flag for the caller
        }
    }
}
