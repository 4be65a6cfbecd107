// Misconception: Waking early is only cost: it is enough when there is much room.
// The test says: it waited on a full pass of 3, and a place has become free
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition chefs = lock.newCondition();
    private final Condition waiters = lock.newCondition();
    private final Queue<T> dishes = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && dishes.size() >= capacity) chefs.await();
            if (closed) throw new IllegalStateException("the pass is closed");
            dishes.add(dish);
            waiters.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && dishes.isEmpty()) waiters.await();
            var dish = Optional.ofNullable(dishes.poll());
            if (dishes.size() <= capacity / 2) chefs.signalAll();       // wake them in one go, not for each single place
            return dish;
        } finally {
            lock.unlock();
        }
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            chefs.signalAll();
            waiters.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
