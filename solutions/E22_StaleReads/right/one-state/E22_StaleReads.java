// Style: the offer and the stop are one immutable state, so there is only one thing to read.
package workbook;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private record State(Offer offer, boolean stopped) {}

    private final AtomicReference<State> state = new AtomicReference<>(new State(new Offer("bread", List.of()), false));

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        var offer = new Offer(dish, List.copyOf(extras));
        state.updateAndGet(now -> new State(offer, now.stopped));
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return state.get().offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        State now;
        Offer shown = null;
        do {
            now = state.get();
            if (!now.offer.equals(shown)) screen.accept(now.offer);
            shown = now.offer;
            Thread.onSpinWait();
        } while (!now.stopped);
    }

    /** Lets run() end. */
    public void stop() { state.updateAndGet(now -> new State(now.offer, true)); }
}
