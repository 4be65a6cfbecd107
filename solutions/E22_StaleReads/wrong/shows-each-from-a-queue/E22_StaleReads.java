// Misconception: a queue loses no offer, so a screen that takes from it is never stale.
// The test says: run() showed
package workbook;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final BlockingQueue<Offer> news = new LinkedBlockingQueue<>();
    private volatile Offer offer = new Offer("bread", List.of());
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        offer = new Offer(dish, List.copyOf(extras));
        news.add(offer);
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        var shown = offer;
        screen.accept(shown);
        while (true) {
            boolean last = stopped;
            var next = news.poll();
            if (next == null && last) return;
            if (next == null || next.equals(shown)) continue;
            screen.accept(next);
            shown = next;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped = true; }
}
