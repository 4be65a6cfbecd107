// Style: plain fields under a read-write lock, and a loop that looks again and again.
package workbook;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Offer offer = new Offer("bread", List.of());
    private boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        lock.writeLock().lock();
        try {
            offer = new Offer(dish, List.copyOf(extras));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() {
        lock.readLock().lock();
        try {
            return offer;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        for (boolean last = false; !last; Thread.onSpinWait()) {
            last = stopped();
            var offer = offer();
            if (!offer.equals(shown)) screen.accept(offer);
            shown = offer;
        }
    }

    private boolean stopped() {
        lock.readLock().lock();
        try {
            return stopped;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Lets run() end. */
    public void stop() {
        lock.writeLock().lock();
        try {
            stopped = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
