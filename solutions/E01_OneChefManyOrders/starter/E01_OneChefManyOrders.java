package workbook;

/*
 * E01 · One chef, many orders
 *
 * Story   Saturday morning, one chef alone in the bakery. Each order is baked, then glazed, then served. The oven and
 *         the glazing machine work by themselves and have room for everything; each job in them takes its own time.
 *         The chef's own hands need no time at all, and still the guests wait: one order after another.
 * Task    Serve every order as early as one chef can.
 * Rules   The signature of cook() and the types in it stay as they are.
 *         The chef is the thread that calls cook(), and there is no other.
 *         cook() returns when all orders are served.
 * Run     ./mvnw -f exercises test -Dtest='E01*'
 */
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
            kitchen.awaitAny();                             // TODO: the chef stands here, and so does every other order
            kitchen.start(new Job(order, Step.GLAZE));
            kitchen.awaitAny();
            kitchen.serve(order);
        }
    }
}
