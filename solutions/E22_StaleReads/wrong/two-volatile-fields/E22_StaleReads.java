// Misconception: What is volatile is safe, so two volatile fields are, too.
// The test says: there was no such offer
package workbook;

import java.util.List;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private volatile String dish = "bread";
    private volatile List<String> extras = List.of();
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        this.dish = dish;
        this.extras = List.copyOf(extras);
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return new Offer(dish, extras); }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        for (Offer shown = null; ; Thread.onSpinWait()) {
            boolean last = stopped;
            var offer = offer();
            if (!offer.equals(shown)) screen.accept(offer);
            if (last) return;
            shown = offer;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped = true; }
}
