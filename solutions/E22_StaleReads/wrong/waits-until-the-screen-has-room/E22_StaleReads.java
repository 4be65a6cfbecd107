// Misconception: a short queue between baker and screen is enough: the baker waits for a moment.
// The test says: publish() has not returned
package workbook;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private final BlockingQueue<Offer> news = new ArrayBlockingQueue<>(2);
    private volatile Offer offer = new Offer("bread", List.of());
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        offer = new Offer(dish, List.copyOf(extras));
        try {
            news.put(offer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return offer; }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        while (true) {
            boolean last = stopped;
            news.poll();                        // makes room: the newest is in the field
            var offer = this.offer;
            if (!offer.equals(shown)) screen.accept(offer);
            if (last) return;
            shown = offer;
        }
    }

    /** Lets run() end. */
    public void stop() { stopped = true; }
}
