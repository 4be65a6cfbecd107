// Misconception: A terminal that was free a moment ago is still free.
// The test says: two charges were in flight at one terminal
package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final AtomicInteger charges = new AtomicInteger();
    private final int terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = terminals;
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            while (charges.get() >= terminals) Thread.sleep(1);
            charges.incrementAndGet();
            try {
                return services.charge(cents);
            } finally {
                charges.decrementAndGet();
            }
        });
    }

    @Override public void close() { orders.close(); }
}
