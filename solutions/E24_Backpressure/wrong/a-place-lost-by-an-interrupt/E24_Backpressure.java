// Misconception: An interrupt comes while one waits, and not between two waits.
// The test says: stuck: the check waits in pass.places.acquire()
package workbook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class E24_Backpressure<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<T> dishes = new ArrayDeque<>();
    private final Semaphore places;
    private final Semaphore plates = new Semaphore(0);
    private volatile boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { places = new Semaphore(capacity); }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        Objects.requireNonNull(dish);
        if (closed) throw new IllegalStateException("the pass is closed");
        if (!places.tryAcquire()) places.acquire();
        lock.lockInterruptibly();
        try {
            if (closed) {
                places.release();
                throw new IllegalStateException("the pass is closed");
            }
            dishes.addLast(dish);
        } finally {
            lock.unlock();
        }
        plates.release();
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        if (!plates.tryAcquire()) plates.acquire();
        T dish;
        lock.lock();
        try {
            dish = dishes.pollFirst();
        } finally {
            lock.unlock();
        }
        if (dish == null) plates.release();     // closed: the next one may know
        else places.release();
        return Optional.ofNullable(dish);
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
        } finally {
            lock.unlock();
        }
        places.release();
        plates.release();
    }
}
