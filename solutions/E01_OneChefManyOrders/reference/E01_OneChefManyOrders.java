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
            kitchen.start(new Job(order, Step.BAKE));       // first start whatever can start: from here on all of it bakes
        }
        for (int served = 0; served < orders; ) {           // then only react, until there is nothing left to react to
            var done = kitchen.awaitAny();                  // the one place to wait, and for all orders at once
            switch (done.step()) {                          // what comes next depends on what came back, not on a place in the code
                case BAKE -> kitchen.start(new Job(done.order(), Step.GLAZE));
                case GLAZE -> {
                    kitchen.serve(done.order());
                    served++;
                }
            }
        }
    }
}
