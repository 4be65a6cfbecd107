// Misconception: A blocking queue and a volatile flag are two safe things, so they are safe together.
// The test says: stuck: bob waits in pass.dishes.take()
package workbook;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class E24_Backpressure<T> {

    private final BlockingQueue<T> dishes;
    private volatile boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { dishes = new ArrayBlockingQueue<>(capacity); }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        if (closed) throw new IllegalStateException("the pass is closed");
        dishes.put(dish);
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        if (closed) return Optional.ofNullable(dishes.poll());
        return Optional.of(dishes.take());
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() { closed = true; }
}
