// Misconception: Only those who wait for a dish wait.
// The test says: put() has not returned, it waits at E24_Backpressure.java:
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
        while (dishes.size() == capacity && !closed) wait();
        if (closed) throw new IllegalStateException("the pass is closed");
        dishes.add(dish);
        notifyAll();
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public synchronized Optional<T> take() throws InterruptedException {
        while (dishes.isEmpty() && !closed) wait();
        return Optional.ofNullable(dishes.poll());
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
