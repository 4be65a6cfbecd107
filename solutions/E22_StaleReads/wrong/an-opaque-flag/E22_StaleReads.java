// Misconception: getOpaque() sees each write sooner or later, and that is all that a flag needs.
// The test says: may promise less than a volatile access
package workbook;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile Offer offer = new Offer("bread", List.of());

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) { offer = new Offer(dish, List.copyOf(extras)); }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        while (true) {
            boolean last = stopped.getOpaque();
            var offer = this.offer;
            if (!offer.equals(shown)) screen.accept(offer);
            if (last) return;
            shown = offer;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped.setOpaque(true); }
}
