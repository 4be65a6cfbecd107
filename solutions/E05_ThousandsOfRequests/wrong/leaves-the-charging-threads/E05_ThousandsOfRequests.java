// Misconception: A pool that nobody uses any more goes by itself.
// The test says: left behind: close() has returned
package workbook;

import java.util.concurrent.ExecutionException;
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
    private final ExecutorService terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = Executors.newFixedThreadPool(terminals);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            var charge = terminals.submit(() -> services.charge(cents));
            try {
                return charge.get();
            } catch (InterruptedException e) {
                charge.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) throw cause;
                throw e;
            }
        });
    }

    @Override public void close() { orders.close(); }
}
