// Misconception: guests get copies, and the screen only shows what it is given.
// The test says: the screen changed the extras
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
    public void publish(String dish, List<String> extras) { offer = new Offer(dish, new ArrayList<>(extras)); }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() {
        var now = offer;
        return new Offer(now.dish(), List.copyOf(now.extras()));
    }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        while (true) {
            boolean last = stopped;
            var offer = this.offer;
            if (!offer.equals(shown)) screen.accept(offer);
            if (last) return;
            shown = offer;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped = true; }
}
