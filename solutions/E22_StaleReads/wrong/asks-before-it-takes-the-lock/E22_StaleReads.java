// Misconception: It looks whether there is news, and if there is none it sleeps until there is.
// The test says: lost wake-up
package workbook;

import java.util.List;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private Offer offer = new Offer("bread", List.of());
    private boolean stopped;

    /** From now on there is this. */
    public synchronized void publish(String dish, List<String> extras) {
        offer = new Offer(dish, List.copyOf(extras));
        notifyAll();
    }

    /** What there is now; at first that is bread, with no extras. */
    public synchronized Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        for (var next = next(shown); next != null; next = next(shown)) screen.accept(shown = next);
    }

    /** Waits for another offer than this; null if there will be none. */
    private Offer next(Offer shown) {
        if (!isNews(shown)) sleep();
        var next = offer();
        return next.equals(shown) ? null : next;
    }

    private synchronized boolean isNews(Offer shown) { return !offer.equals(shown) || stopped; }

    private synchronized void sleep() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets run() end. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
