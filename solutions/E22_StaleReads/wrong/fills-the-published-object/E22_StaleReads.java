// Misconception: The reference is volatile, so what it refers to is.
// The test says: data race
package workbook;

import java.util.List;
import java.util.function.Consumer;

public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private static final class Board {
        String dish = "bread";
        List<String> extras = List.of();
    }

    private volatile Board board = new Board();
    private volatile boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        board = new Board();
        board.dish = dish;
        board.extras = List.copyOf(extras);
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() {
        var board = this.board;
        return new Offer(board.dish, board.extras);
    }

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
