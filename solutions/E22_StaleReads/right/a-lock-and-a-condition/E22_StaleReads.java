// Style: a ReentrantLock with a condition.
package workbook;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Offer offer = new Offer("bread", List.of());
    private boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) { set(new Offer(dish, List.copyOf(extras)), false); }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() {
        lock.lock();
        try {
            return offer;
        } finally {
            lock.unlock();
        }
    }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        for (Offer shown = null; ; ) {
            Offer next;
            lock.lock();
            try {
                while (offer.equals(shown) && !stopped) news.awaitUninterruptibly();
                next = offer;
                if (next.equals(shown)) return;
            } finally {
                lock.unlock();
            }
            screen.accept(next);
            shown = next;
        }
    }

    /** Lets run() end. */
    public void stop() { set(null, true); }

    private void set(Offer offer, boolean stopped) {
        lock.lock();
        try {
            if (offer != null) this.offer = offer;
            this.stopped |= stopped;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
