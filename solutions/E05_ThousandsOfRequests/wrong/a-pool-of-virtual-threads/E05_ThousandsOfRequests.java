// Misconception: Virtual threads are pooled like others, one for each terminal.
// The test says: the others waited for something, on virtual threads
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
    private final ExecutorService orders;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        orders = Executors.newFixedThreadPool(terminals, Thread.ofVirtual().factory());
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> services.charge(services.price(basket)));
    }

    @Override public void close() { orders.close(); }
}
