// Style: an AtomicReference and an AtomicBoolean.
package workbook;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final AtomicReference<Offer> offer = new AtomicReference<>(new Offer("bread", List.of()));
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) { offer.set(new Offer(dish, List.copyOf(extras))); }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return offer.get(); }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        for (Offer shown = null; ; Thread.onSpinWait()) {
            boolean last = stopped.get();
            var offer = offer();
            if (!offer.equals(shown)) screen.accept(offer);
            if (last) return;
            shown = offer;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped.set(true); }
}
