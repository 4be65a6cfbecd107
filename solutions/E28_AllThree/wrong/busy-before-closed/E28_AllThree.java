// Misconception: Whoever finds no place is told so, whatever the hour.
// The test says: told [busy] in place of "closed"
package workbook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

public class E28_AllThree {

    /** Somebody who has sent a poem. */
    public interface Guest {
        void answer(String text);
    }

    /** Sets a poem in sugar. It computes, so it takes long. */
    public interface Kitchen {
        String set(String poem);
    }

    /** Returns at once. Its future is done later, on a thread of the store, and has a number. */
    public interface Store {
        CompletableFuture<Integer> add(String cake);
    }

    private final Executor loop, workers;
    private final Kitchen kitchen;
    private final Store store;
    private final int places;

    private int underWay;
    private CompletableFuture<Void> closed;

    /** A task that is given to the loop or to the workers runs there, when its turn comes. */
    public E28_AllThree(Executor loop, Executor workers, Kitchen kitchen, Store store, int places) {
        this.loop = loop;
        this.workers = workers;
        this.kitchen = kitchen;
        this.store = store;
        this.places = places;
    }

    /** A poem has come. */
    public void take(String poem, Guest guest) {
        if (underWay == places) {
            say(guest, "busy");
        } else if (closed != null) {
            say(guest, "closed");
        } else {
            underWay++;
            try {
                workers.execute(() -> work(poem, guest));
            } catch (RejectedExecutionException e) {
                end(guest, "busy");
            }
        }
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() {
        if (closed == null) closed = new CompletableFuture<>();
        if (underWay == 0) closed.complete(null);
        return closed;
    }

    private void work(String poem, Guest guest) {
        try {
            store.add(kitchen.set(poem)).whenComplete((number, failure) ->
                    loop.execute(() -> end(guest, failure == null ? "number " + number : "sorry")));
        } catch (Throwable e) {
            loop.execute(() -> end(guest, "sorry"));
        }
    }

    private void end(Guest guest, String answer) {
        say(guest, answer);
        underWay--;
        if (closed != null && underWay == 0) closed.complete(null);
    }

    private static void say(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // she is gone
        }
    }
}
