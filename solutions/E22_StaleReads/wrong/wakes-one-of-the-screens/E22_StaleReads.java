// Misconception: notify() wakes who waits.
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
        notify();
    }

    /** What there is now; at first that is bread, with no extras. */
    public synchronized Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        for (var next = next(shown); next != null; next = next(shown)) screen.accept(shown = next);
    }

    /** Waits for another offer than this; null if there will be none. */
    private synchronized Offer next(Offer shown) {
        boolean interrupted = false;
        while (offer.equals(shown) && !stopped) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        return offer.equals(shown) ? null : offer;
    }

    /** Lets run() end. */
    public synchronized void stop() {
        stopped = true;
        notify();
    }
}
