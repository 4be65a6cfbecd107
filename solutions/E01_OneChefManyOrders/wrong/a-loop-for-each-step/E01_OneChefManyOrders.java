// Misconception: As long as the second loop runs, only bakes come back.
// The test says: the job that came back was its glaze, as job.step() says
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
        for (int order = 0; order < orders; order++) kitchen.start(new Job(kitchen.awaitAny().order(), Step.GLAZE));
        for (int order = 0; order < orders; order++) kitchen.serve(kitchen.awaitAny().order());
    }
}
