// Misconception: Who waits for a queue and for a flag looks at both in turn.
// The test says: put() looks again and again, or by the clock
package workbook;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

public class E24_Backpressure<T> {

    private final BlockingQueue<T> dishes;
    private volatile boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { dishes = new ArrayBlockingQueue<>(capacity); }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        do {
            if (closed) throw new IllegalStateException("the pass is closed");
        } while (!dishes.offer(dish, 10, TimeUnit.MILLISECONDS));
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        while (true) {
            var dish = dishes.poll(10, TimeUnit.MILLISECONDS);
            if (dish != null) return Optional.of(dish);
            if (closed) return Optional.ofNullable(dishes.poll());
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() { closed = true; }
}
