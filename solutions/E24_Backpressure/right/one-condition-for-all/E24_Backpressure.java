// Style: one lock and one condition; signalAll() wakes both kinds, and who cannot go on sleeps again.
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<T> dishes = new ArrayDeque<>();
    private int room;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { room = capacity; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        lock.lock();
        try {
            while (room == 0 && !closed) changed.await();
            if (closed) throw new IllegalStateException("the pass is closed");
            room--;
            dishes.add(dish);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        lock.lock();
        try {
            while (dishes.isEmpty()) {
                if (closed) return Optional.empty();
                changed.await();
            }
            room++;
            changed.signalAll();
            return Optional.of(dishes.remove());
        } finally {
            lock.unlock();
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
