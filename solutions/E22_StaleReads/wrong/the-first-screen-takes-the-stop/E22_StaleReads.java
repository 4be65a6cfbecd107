// Misconception: whoever has seen the stop takes it back, so that the board can be used again.
// The test says: run() has not returned
package workbook;

import java.util.List;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private volatile Offer offer = new Offer("bread", List.of());
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) { offer = new Offer(dish, List.copyOf(extras)); }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        for (boolean last = false; !last; ) {
            last = stopped;
            var offer = this.offer;
            if (!offer.equals(shown)) screen.accept(offer);
            shown = offer;
        }
        stopped = false;
    }

    /** Lets run() end. */
    public void stop() { stopped = true; }
}
