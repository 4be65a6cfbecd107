// Style: a permit for each place, and a phaser knows who is under way.
package workbook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

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
    private final Semaphore places;
    private final Phaser underWay = new Phaser(1) {
        @Override protected boolean onAdvance(int phase, int parties) {
            closed.complete(null);
            return true;
        }
    };
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean closing;

    /** A task that is given to the loop or to the workers runs there, when its turn comes. */
    public E28_AllThree(Executor loop, Executor workers, Kitchen kitchen, Store store, int places) {
        this.loop = loop;
        this.workers = workers;
        this.kitchen = kitchen;
        this.store = store;
        this.places = new Semaphore(places);
    }

    /** A poem has come. */
    public void take(String poem, Guest guest) {
        if (closing) {
            say(guest, "closed");
            return;
        }
        if (!places.tryAcquire()) {
            say(guest, "busy");
            return;
        }
        underWay.register();
        try {
            workers.execute(() -> {
                CompletableFuture<Integer> number;
                try {
                    number = store.add(kitchen.set(poem));
                } catch (Throwable t) {
                    number = CompletableFuture.failedFuture(t);
                }
                number.handle((n, t) -> t == null ? "number " + n : "sorry").thenAcceptAsync(answer -> end(guest, answer), loop);
            });
        } catch (RejectedExecutionException e) {
            end(guest, "busy");
        }
    }

    private void end(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // gone
        } finally {
            places.release();
            underWay.arriveAndDeregister();
        }
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() {
        if (!closing) underWay.arriveAndDeregister();
        closing = true;
        return closed;
    }

    private static void say(Guest guest, String answer) {
        try {
            guest.answer(answer);
        } catch (RuntimeException e) {
            // she is gone
        }
    }
}
