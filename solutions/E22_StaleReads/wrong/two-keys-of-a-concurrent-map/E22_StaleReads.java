// Misconception: A map for many threads keeps what belongs together.
// The test says: there was no such offer
package workbook;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final Map<String, Object> board = new ConcurrentHashMap<>(Map.of("dish", "bread", "extras", List.of()));
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        board.put("dish", dish);
        board.put("extras", List.copyOf(extras));
    }

    /** What there is now; at first that is bread, with no extras. */
    @SuppressWarnings("unchecked")
    public Offer offer() { return new Offer((String) board.get("dish"), (List<String>) board.get("extras")); }

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
