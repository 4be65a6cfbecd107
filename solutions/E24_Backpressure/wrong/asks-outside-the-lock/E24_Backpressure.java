// Misconception: Only wait() needs the lock, the question does not.
// The test says: lost wake-up
package workbook;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

public class E24_Backpressure<T> {

    private final Queue<T> dishes = new ConcurrentLinkedQueue<>();
    private final int capacity;
    private volatile boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        while (dishes.size() == capacity && !closed) {
            synchronized (this) {
                wait();
            }
        }
        synchronized (this) {
            if (closed) throw new IllegalStateException("the pass is closed");
            dishes.add(dish);
            notifyAll();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        while (dishes.isEmpty() && !closed) {
            synchronized (this) {
                wait();
            }
        }
        synchronized (this) {
            notifyAll();
            return Optional.ofNullable(dishes.poll());
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
