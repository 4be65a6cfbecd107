package workbook;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/*
 * E24 · Backpressure
 *
 * Story   Between the kitchen and the guests is the pass, a counter: chefs put dishes on it, waiters take them away. On a
 *         busy evening the chefs are faster, and the dishes pile up until the counter breaks. On a quiet one the waiters
 *         run to the pass and look, and run and look, and are worn out by nothing.
 * Task    Let the chefs feel how full the pass is: whoever cannot go on waits there, and is woken when they can.
 * Rules   The signatures stay as they are, and the pass starts no threads.
 *         Never are more dishes on the pass than its capacity. They leave it in the order in which they came.
 *         put() waits while the pass is full, take() while it is empty. Nobody waits without need.
 *         Whoever waits sleeps until they are woken; to look again and again is not to wait.
 *         From close() on put() throws IllegalStateException, also for those who wait in it, and their dish is not put.
 *         take() then gives what is left on the pass, and after that Optional.empty(), to everybody and at once.
 *         An interrupt ends the waiting with an InterruptedException, and then nothing has been put or taken.
 * Run     ./mvnw -f exercises test -Dtest='E24*'
 */
public class E24_Backpressure<T> {

    private final Queue<T> dishes = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    /** A pass with room for so many dishes, at least one. */
    public E24_Backpressure(int capacity) { this.capacity = capacity; }

    /** Puts a dish on the pass. */
    public synchronized void put(T dish) throws InterruptedException {
        while (dishes.size() == capacity && !closed) wait();    // sleeps without the lock, and asks again with it
        if (closed) throw new IllegalStateException("the pass is closed");
        dishes.add(dish);
        notifyAll();                                            // chefs and waiters sleep in one place: one call might wake the wrong one
    }

    /** Takes the dish that has been on the pass for the longest; empty if none will ever come. */
    public synchronized Optional<T> take() throws InterruptedException {
        while (dishes.isEmpty() && !closed) wait();
        var dish = Optional.ofNullable(dishes.poll());          // null only if closed and nothing left
        notifyAll();
        return dish;
    }

    /** The kitchen closes: no dish comes any more, and what is on the pass is still served. */
    public synchronized void close() {
        closed = true;
        notifyAll();                                            // everybody asks for this, so everybody is woken
    }
}
