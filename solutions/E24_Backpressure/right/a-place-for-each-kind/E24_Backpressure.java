// Style: an explicit lock with two conditions and a ring of places: each wake-up goes to somebody who can go on.
package workbook;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition(), food = lock.newCondition();
    private final Object[] places;
    private int first, size;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { places = new Object[capacity]; }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == places.length && !closed) room.await();
            if (closed) throw new IllegalStateException("the pass is closed");
            places[(first + size++) % places.length] = dish;
            food.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    @SuppressWarnings("unchecked")      // only put() fills the places
    public Optional<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0 && !closed) food.await();
            if (size == 0) return Optional.empty();
            var dish = (T) places[first];
            places[first] = null;
            first = (first + 1) % places.length;
            size--;
            room.signal();
            return Optional.of(dish);
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
