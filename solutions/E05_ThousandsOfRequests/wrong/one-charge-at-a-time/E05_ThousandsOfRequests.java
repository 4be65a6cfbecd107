// Misconception: A lock around the scarce thing is the safe way to share it.
// The test says: at most 1 of 3 charges were in flight at once
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
        return orders.submit(() -> {
            int cents = services.price(basket);
            synchronized (this) {
                return services.charge(cents);
            }
        });
    }

    @Override public void close() { orders.close(); }
}
