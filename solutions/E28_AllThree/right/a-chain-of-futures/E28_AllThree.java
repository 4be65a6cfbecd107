// Style: one chain of futures for each poem, and a set of those that have not ended.
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
    private final Set<CompletableFuture<?>> underWay = new HashSet<>();
    private boolean closed;

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
        if (closed || underWay.size() == places) {
            say(guest, closed ? "closed" : "busy");
            return;
        }
        try {
            var end = new CompletableFuture<Void>();
            CompletableFuture.supplyAsync(() -> kitchen.set(poem), workers)
                    .thenCompose(store::add)
                    .handle((number, failure) -> failure == null ? "number " + number : "sorry")
                    .thenAcceptAsync(answer -> {
                        say(guest, answer);
                        underWay.remove(end);
                        end.complete(null);
                    }, loop);
            underWay.add(end);
        } catch (RejectedExecutionException e) {
            say(guest, "busy");
        }
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
    }

    private static void say(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // she is gone
        }
    }
}
