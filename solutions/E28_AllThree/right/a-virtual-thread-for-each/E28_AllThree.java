// Style: a virtual thread goes with each poem and waits in plain code; the loop decides who has a place.
package workbook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

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
    private int free;
    private boolean closing;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final int places;

    /** A task that is given to the loop or to the workers runs there, when its turn comes. */
    public E28_AllThree(Executor loop, Executor workers, Kitchen kitchen, Store store, int places) {
        this.loop = loop;
        this.workers = workers;
        this.kitchen = kitchen;
        this.store = store;
        this.places = free = places;
    }

    /** A poem has come. */
    public void take(String poem, Guest guest) {
        if (closing) {
            say(guest, "closed");
        } else if (free == 0) {
            say(guest, "busy");
        } else {
            free--;
            Thread.startVirtualThread(() -> {
                var answer = follow(poem);
                loop.execute(() -> {
                    say(guest, answer);
                    free++;
                    closeIfAllIsSaid();
                });
            });
        }
    }

    private String follow(String poem) {
        CompletableFuture<String> cake;
        try {
            cake = CompletableFuture.supplyAsync(() -> kitchen.set(poem), workers);
        } catch (RuntimeException e) {
            return "busy";
        }
        try {
            return "number " + store.add(cake.join()).join();
        } catch (Throwable e) {
            return "sorry";
        }
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() {
        closing = true;
        closeIfAllIsSaid();
        return closed;
    }

    private void closeIfAllIsSaid() { if (closing && free == places) closed.complete(null); }

    private static void say(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // she is gone
        }
    }
}
