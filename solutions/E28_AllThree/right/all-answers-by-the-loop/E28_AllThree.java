// Style: whatever is to be said, also "busy" and "closed", is a task of the loop; each close() has a future of its own.
package workbook;

import java.util.ArrayList;
import java.util.List;
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
    private final int places;
    private int underWay;
    private List<CompletableFuture<Void>> closing;

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
        if (closing != null) say(guest, "closed", false);
        else if (underWay >= places) say(guest, "busy", false);
        else {
            underWay++;
            try {
                workers.execute(() -> set(poem, guest));
            } catch (RuntimeException e) {
                say(guest, "busy", true);
            }
        }
    }

    private void set(String poem, Guest guest) {
        String cake;
        try {
            cake = kitchen.set(poem);
        } catch (Throwable e) {
            say(guest, "sorry", true);
            return;
        }
        loop.execute(() -> {                                        // the store is asked by the loop
            try {
                store.add(cake).whenComplete((number, e) -> say(guest, e == null ? "number " + number : "sorry", true));
            } catch (Throwable e) {
                say(guest, "sorry", true);
            }
        });
    }

    private void say(Guest guest, String answer, boolean ends) {
        loop.execute(() -> {
            try {
                guest.answer(answer);
            } catch (RuntimeException e) {
                // gone
            }
            if (ends && --underWay == 0 && closing != null) for (var each : closing) each.complete(null);
        });
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() {
        if (closing == null) closing = new ArrayList<>();
        var closed = new CompletableFuture<Void>();
        if (underWay == 0) closed.complete(null);
        else closing.add(closed);
        return closed;
    }
}
