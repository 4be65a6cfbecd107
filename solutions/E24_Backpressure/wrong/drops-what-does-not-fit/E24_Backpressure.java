// Misconception: Backpressure means to drop what is too much.
// The test says: put() returned, and should wait: 1 of 1 places were taken
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

public class E24_Backpressure<T> {

    private final Queue<T> dishes = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public synchronized void put(T dish) throws InterruptedException {
        if (closed) throw new IllegalStateException("the pass is closed");
        if (dishes.size() == capacity) return;
        dishes.add(dish);
        notifyAll();
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public synchronized Optional<T> take() throws InterruptedException {
        while (dishes.isEmpty() && !closed) wait();
        var dish = Optional.ofNullable(dishes.poll());
        notifyAll();
        return dish;
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
