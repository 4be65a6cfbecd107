// Style: a semaphore counts the room, another the dishes; after the close each who comes to the end lets the next one come.
package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;

public class E24_Backpressure<T> {

    private final Queue<T> dishes = new ArrayDeque<>();
    private final Semaphore room, food = new Semaphore(0);
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { room = new Semaphore(capacity); }

    /** Puts a dish on the pass. */
    public void put(T dish) throws InterruptedException {
        room.acquire();
        synchronized (this) {
            if (!closed) {
                dishes.add(dish);
                food.release();
                return;
            }
        }
        room.release();         // for the next chef who waits
        throw new IllegalStateException("the pass is closed");
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public Optional<T> take() throws InterruptedException {
        food.acquire();
        T dish;
        synchronized (this) {
            dish = dishes.poll();
        }
        (dish == null ? food : room).release();         // none although it had a permit: that was the last one
        return Optional.ofNullable(dish);
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        room.release();
        food.release();
    }
}
