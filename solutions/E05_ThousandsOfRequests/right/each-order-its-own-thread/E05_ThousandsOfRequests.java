// Style: no executor: a future task on a virtual thread of its own, and a set of those under way.
package workbook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore terminals;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        this.terminals = new Semaphore(terminals, true);
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        var order = new FutureTask<>(() -> serve(basket));
        var thread = Thread.ofVirtual().unstarted(() -> {
            order.run();
            underWay.remove(Thread.currentThread());
        });
        underWay.add(thread);
        thread.start();
        return order;
    }

    private String serve(String basket) throws Exception {
        int cents = services.price(basket);
        terminals.acquire();
        try {
            return services.charge(cents);
        } finally {
            terminals.release();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override public void close() { underWay.forEach(E05_ThousandsOfRequests::join); }
}
