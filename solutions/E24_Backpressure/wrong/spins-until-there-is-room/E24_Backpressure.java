// Misconception: A loop that asks is the simplest way to wait.
// The test says: put() looks again and again
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
        while (!offer(dish)) Thread.onSpinWait();
    }

    private synchronized boolean offer(T dish) {
        if (closed) throw new IllegalStateException("the pass is closed");
        return dishes.size() < capacity && dishes.add(dish);
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (!dishes.isEmpty() || closed) return Optional.ofNullable(dishes.poll());
            }
            Thread.onSpinWait();
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        closed = true;
    }
}
