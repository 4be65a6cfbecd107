// Misconception: A chef cooks once: what a field has counted need not begin anew.
// The test says: cook() returned with 0 of 3 orders served
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

    private int served;

    /** Bakes, glazes and serves the orders 0 to {@code orders - 1}. */
    public void cook(int orders, Kitchen kitchen) throws InterruptedException {
        for (int order = 0; order < orders; order++) {
            kitchen.start(new Job(order, Step.BAKE));
        }
        while (served < orders) {
            handle(kitchen.awaitAny(), kitchen);
        }
    }

    private void handle(Job done, Kitchen kitchen) {
        switch (done.step()) {
            case BAKE -> kitchen.start(new Job(done.order(), Step.GLAZE));
            case GLAZE -> {
                kitchen.serve(done.order());
                served++;
            }
        }
    }
}
