// Misconception: Whoever comes next takes the next terminal.
// The test says: one of two terminals is free, and nobody else needs it
package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

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
    private final AtomicInteger next = new AtomicInteger();
    private final Semaphore[] terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = Stream.generate(() -> new Semaphore(1)).limit(terminals).toArray(Semaphore[]::new);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            var mine = terminals[Math.floorMod(next.getAndIncrement(), terminals.length)];
            mine.acquire();
            try {
                return services.charge(cents);
            } finally {
                mine.release();
            }
        });
    }

    @Override public void close() { orders.close(); }
}
