// Misconception: Virtual threads need no bound: they cost nothing.
// The test says: charges were in flight at once, and 3 are allowed: the pool's size was their bound
package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E05_ThousandsOfRequests implements AutoCloseable {

    /** Both calls block until the answer is there. */
    public interface Services {
        /** What a basket costs, in cents. Takes any number of calls at once. */
        int price(String basket) throws Exception;

        /** Charges a card at a terminal that is free, and gives the receipt. */
        String charge(int cents) throws Exception;
    }

    private final Services services;
    private final ExecutorService orders = Executors.newVirtualThreadPerTaskExecutor();

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> services.charge(services.price(basket)));
    }

    @Override public void close() { orders.close(); }
}
