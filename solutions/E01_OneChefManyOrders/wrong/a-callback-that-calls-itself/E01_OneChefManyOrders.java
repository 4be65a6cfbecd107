// Misconception: A step that ends may just call the next one: the stack goes on for ever.
// The test says: 10,000 orders overflowed the stack
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
        for (int order = 0; order < orders; order++) kitchen.start(new Job(order, Step.BAKE));
        if (orders > 0) react(kitchen.awaitAny(), 0, orders, kitchen);
    }

    private void react(Job done, int served, int orders, Kitchen kitchen) throws InterruptedException {
        if (done.step() == Step.BAKE) {
            kitchen.start(new Job(done.order(), Step.GLAZE));
        } else {
            kitchen.serve(done.order());
            served++;
        }
        if (served < orders) react(kitchen.awaitAny(), served, orders, kitchen);
    }
}
