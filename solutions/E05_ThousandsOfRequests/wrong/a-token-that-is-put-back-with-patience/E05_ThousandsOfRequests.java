// Misconception: What stands in finally is always done.
// The test says: in the middle of its charge, which has ended
package workbook;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
    private final BlockingQueue<Integer> terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = new ArrayBlockingQueue<>(terminals);
        for (int terminal = 0; terminal < terminals; terminal++) this.terminals.add(terminal);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            var terminal = terminals.take();
            try {
                return services.charge(cents);
            } finally {
                terminals.put(terminal);
            }
        });
    }

    @Override public void close() { orders.close(); }
}
