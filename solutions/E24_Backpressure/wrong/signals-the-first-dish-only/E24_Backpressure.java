// Misconception: Only an empty pass has somebody who waits for a dish.
// The test says: lost wake-up: bob waits in pass.hasDish.await()
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final Lock lock = new ReentrantLock();
    private final Condition hasRoom = lock.newCondition();
    private final Condition hasDish = lock.newCondition();
    private final Queue<T> dishes = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        lock.lock();
        try {
            while (dishes.size() == capacity && !closed) hasRoom.await();
            if (closed) throw new IllegalStateException("the pass is closed");
            boolean wasEmpty = dishes.isEmpty();
            dishes.add(dish);
            if (wasEmpty) hasDish.signal();         // else nobody waits for a dish anyway
        } finally {
            lock.unlock();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        lock.lock();
        try {
            while (dishes.isEmpty() && !closed) hasDish.await();
            if (dishes.isEmpty()) return Optional.empty();
            hasRoom.signal();
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
            hasDish.signalAll();
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
