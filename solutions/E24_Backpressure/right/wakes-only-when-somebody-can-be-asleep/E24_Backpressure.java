// Style: as the reference, but it wakes only when the pass was empty or full before: else nobody sleeps there.
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
    public void put(T dish) throws InterruptedException {
        synchronized (dishes) {
            while (dishes.size() == capacity && !closed) dishes.wait();
            if (closed) throw new IllegalStateException("the pass is closed");
            if (dishes.isEmpty()) dishes.notifyAll();       // before the change, under the same lock: who wakes has to wait for it
            dishes.add(dish);
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        synchronized (dishes) {
            while (dishes.isEmpty() && !closed) dishes.wait();
            if (dishes.size() == capacity) dishes.notifyAll();
            return Optional.ofNullable(dishes.poll());
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        synchronized (dishes) {
            closed = true;
            dishes.notifyAll();
        }
    }
}
