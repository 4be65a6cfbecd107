// Style: a count under a lock; whoever finds none free waits on a condition.
package workbook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isFree = lock.newCondition();
    private int free;

    public E05_ThousandsOfRequests(Services services, int terminals) {
        this.services = services;
        free = terminals;
    }

    /** Takes an order, and gives a future of its receipt. */
    public Future<String> order(String basket) {
        return orders.submit(() -> {
            int cents = services.price(basket);
            take();
            try {
                return services.charge(cents);
            } finally {
                giveBack();
            }
        });
    }

    private void take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (free == 0) isFree.await();
            free--;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        lock.lock();
        try {
            free++;
            isFree.signalAll();         // one who was interrupted might swallow a single signal
        } finally {
            lock.unlock();
        }
    }

    @Override public void close() { orders.close(); }
}
