// Misconception: everybody gets a copy of his own, so nothing can happen to the original.
// The test says: run() showed
package workbook;

import java.util.ArrayList;
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
    public Offer offer() {
        var now = offer;
        return new Offer(now.dish(), new ArrayList<>(now.extras()));
    }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        while (true) {
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
