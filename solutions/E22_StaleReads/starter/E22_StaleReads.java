package workbook;

import java.util.List;
import java.util.function.Consumer;

/*
 * E22 · Stale reads
 *
 * Story   A screen in the bakery's window shows what there is. A thread of the screen looks for a new offer again and
 *         again; the baker publishes one from the back office, and switches the screen off at night. On some days it
 *         shows the cake with the extras of the bread, on others yesterday's offer until noon, and it never switches off.
 * Task    Whoever looks sees what was published, whole, and the screen switches off.
 * Rules   The signatures and the record stay as they are.
 *         After publish() has returned, nobody sees an older offer, and nobody ever sees parts of two.
 *         A published offer stays as it is: the baker goes on to use the list of extras, and guests may try to change theirs.
 *         run() shows, on the thread that called it, the offer that is there, and then each other one that it finds, until
 *         stop(). It does not show one that has been replaced meanwhile, nor one that equals what it has just shown.
 *         What was published before stop() is shown before run() ends, also if stop() came before run().
 *         Several screens may run at once: stop() is for all of them, and for good. publish() and offer() go on after it.
 *         A screen may be slow: it holds up neither another screen nor publish(), offer() and stop().
 *         The tests play volatile fields, locks and atomics step by step. What they cannot follow fails, right or wrong:
 *         VarHandle, accesses weaker than volatile ones, CompletableFuture.
 * Run     ./mvnw -f exercises test -Dtest='E22*'
 */
public class E22_StaleReads {

    /** What there is today, and what comes with it. */
    public record Offer(String dish, List<String> extras) {}

    private String dish = "bread";
    private List<String> extras = List.of();
    private boolean stopped;

    /** From now on there is this. */
    public void publish(String dish, List<String> extras) {
        this.dish = dish;
        this.extras = extras;
    }

    /** What there is now; at first that is bread, with no extras. */
    public Offer offer() { return new Offer(dish, extras); }

    /** Shows each new offer, until stop(). */
    public void run(Consumer<Offer> screen) {
        Offer shown = null;
        while (!stopped) {              // TODO: who makes sure that this is ever seen?
            var offer = offer();
            if (!offer.equals(shown)) screen.accept(offer);
            shown = offer;
        }
    }

    /** Lets each run() end. */
    public void stop() { stopped = true; }
}
