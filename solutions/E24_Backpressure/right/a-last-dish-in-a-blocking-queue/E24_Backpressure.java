// Style: a BlockingQueue does the waiting; close() puts a last entry that each waiter leaves for the next.
package workbook;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

public class E24_Backpressure<T> {

    private final BlockingQueue<Optional<T>> dishes = new LinkedBlockingQueue<>();      // the bound is the room, so that close() never waits
    private final Semaphore room;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { room = new Semaphore(capacity); }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        room.acquire();
        synchronized (this) {
            if (!closed) {
                dishes.add(Optional.of(dish));
                return;
            }
        }
        room.release();
        throw new IllegalStateException("the pass is closed");
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        var dish = dishes.take();
        if (dish.isPresent()) room.release();
        else dishes.add(dish);
        return dish;
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        if (closed) return;
        closed = true;
        dishes.add(Optional.empty());       // behind all dishes
        room.release();
    }
}
