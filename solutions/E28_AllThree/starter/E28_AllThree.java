package workbook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/*
 * E28 · All three
 *
 * Story   The bakery writes poems on cakes. Guests send theirs to its site, where one thread, the loop, serves them all. A poem
 *         is set in sugar, which takes a core a while, and then stored, which takes the database a while. On Valentine's Day
 *         the site stood still, then it promised more cakes than there is sugar, and at closing time it forgot the last ones.
 * Task    Wire loop, workers and store: the loop never waits, not too much is under way, and nothing is lost at the end.
 * Rules   The types and signatures stay as they are. take() and close() are called on the loop's thread, return at once,
 *         and throw nothing.
 *         Each poem that is taken is set once, on a thread of the workers, as many at once as they like; and stored once,
 *         from whichever thread. Meanwhile no thread is held up, neither the loop's nor a worker's. A virtual one may wait.
 *         A poem is under way from take() until its guest is answered. No more are under way than there are places.
 *         Each guest is answered once, on the loop's thread: "number 7" if the store says 7; "sorry" if set() or add() throws
 *         whatever, or the store's future fails; "busy" if there is no place, or the workers take no more (they throw
 *         RejectedExecutionException); "closed" if she comes after close().
 *         A guest may be gone. Then answer() throws an exception, and she counts as answered.
 *         What close() gives is done when all that was under way is answered, and not before. It may be called again.
 *         The loop sleeps if there is nothing to say.
 * Run     ./mvnw -f exercises test -Dtest='E28*'
 */
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
        var cake = kitchen.set(poem);                               // TODO: here the loop computes, and there it waits
        guest.answer("number " + store.add(cake).join());
    }

    /** From now on no poem is taken. */
    public CompletableFuture<Void> close() { return CompletableFuture.completedFuture(null); }
}
