// Misconception: The offer must not change while it is shown, so the lock is kept.
// The test says: a screen that is slow
package workbook;

import java.util.List;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private Offer offer = new Offer("bread", List.of());
    private boolean stopped;

    /** From now on there is this. */
    public synchronized void publish(String dish, List<String> extras) { offer = new Offer(dish, List.copyOf(extras)); }

    /** What there is now; at first that is bread, with no extras. */
    public synchronized Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        boolean last = false;
        for (Offer shown = null; !last; ) {
            synchronized (this) {
                last = stopped;
                if (!offer.equals(shown)) screen.accept(offer);
                shown = offer;
            }
            Thread.onSpinWait();
        }
    }

    /** Lets run() end. */
    public synchronized void stop() { stopped = true; }
}
