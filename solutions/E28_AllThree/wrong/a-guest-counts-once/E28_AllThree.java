// Misconception: A guest is one guest, however many poems she has.
// The test says: three poems of one guest are under way, and yet Bob was taken
package workbook;

import java.util.HashSet;
import java.util.Set;
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

    private final Set<Guest> underWay = new HashSet<>();
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
        if (closed != null) {
            say(guest, "closed");
        } else if (underWay.size() == places) {
            say(guest, "busy");
        } else {
            underWay.add(guest);
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
        if (underWay.isEmpty()) closed.complete(null);
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
        underWay.remove(guest);
        if (closed != null && underWay.isEmpty()) closed.complete(null);
    }

    private static void say(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // she is gone
        }
    }
}
