// Misconception: What each order needs is a thread, of whatever kind.
// The test says: 100 orders held a platform thread each
package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E05_ThousandsOfRequests implements AutoCloseable {

    /** Both calls block until the answer is there. */
    public interface Services {
        /** What a basket costs, in cents. Takes any number of calls at once. */
        int price(String basket) throws Exception;

        /** Charges a card at a terminal that is free, and gives the receipt. */
        String charge(int cents) throws Exception;
    }

    private final Services services;
    private final ExecutorService orders = Executors.newCachedThreadPool();
    private final Semaphore terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = new Semaphore(terminals);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            terminals.acquire();
            try {
                return services.charge(cents);
            } finally {
                terminals.release();
            }
        });
    }

    @Override public void close() { orders.close(); }
}
