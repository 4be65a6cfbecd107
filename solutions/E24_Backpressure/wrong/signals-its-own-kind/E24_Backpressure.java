// Misconception: Who has come through wakes the next one behind.
// The test says: put() has not returned, it waits at E24_Backpressure.java:
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition(), food = lock.newCondition();
    private final Queue<T> dishes = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        lock.lock();
        try {
            while (dishes.size() == capacity && !closed) room.await();
            if (closed) throw new IllegalStateException("the pass is closed");
            dishes.add(dish);
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        lock.lock();
        try {
            while (dishes.isEmpty() && !closed) food.await();
            food.signal();
            return Optional.ofNullable(dishes.poll());
        } finally {
            lock.unlock();
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            food.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
