package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/*
 * E05 · Thousands of requests
 *
 * Story   The bakery's web shop asks a slow service for the price of each basket, and then charges the guest's card at
 *         one of a few payment terminals. A pool with a thread for each terminal serves all orders. So there are never
 *         too many charges at once, but a guest who only waits for a price waits for a terminal's thread, too.
 * Task    Let thousands of orders be under way at once, and keep the bound on the terminals.
 * Rules   The types and signatures here stay as they are. order() returns at once. An order stays code that blocks, as
 *         the services are: no CompletableFuture.
 *         Any number of orders may wait for their price at once, and none of them holds a platform thread.
 *         At most as many charges as terminals are in flight, and as many as that if there is a guest for each.
 *         If price() or charge() fails, the order's future fails with that very exception, and no other order suffers.
 *         An order that is cancelled by cancel(true) while it waits for a terminal is not charged. In the middle of its
 *         charge it keeps the terminal until charge() has returned or thrown.
 *         close() returns when all orders are done, and leaves no thread behind. It ends no order before its time.
 * Run     ./mvnw -f exercises test -Dtest='E05*'
 */
public class E05_ThousandsOfRequests implements AutoCloseable {

    /** Both calls block until the answer is there. */
    public interface Services {
        /** What a basket costs, in cents. Takes any number of calls at once. */
        int price(String basket) throws Exception;

        /** Charges a card at a terminal that is free, and gives the receipt. */
        String charge(int cents) throws Exception;
    }

    private final Services services;
    private final ExecutorService orders = Executors.newVirtualThreadPerTaskExecutor();     // any number: such a thread is no resource
    private final Semaphore terminals;                                                      // what is scarce has a bound of its own

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = new Semaphore(terminals);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);     // without a permit: this bounds nothing
            terminals.acquire();                    // outside of try: whoever is interrupted here has no permit to give back
            try {
                return services.charge(cents);
            } finally {
                terminals.release();                // also if the charge failed
            }
        });
    }

    @Override public void close() { orders.close(); }
}
