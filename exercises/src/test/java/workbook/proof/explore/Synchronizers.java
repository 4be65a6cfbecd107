package workbook.proof.explore;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.function.BooleanSupplier;
import workbook.proof.explore.Step.Access;

/**
 * Semaphores, latches and queues. They stay the JDK's own: a role whose turn has come finds that it need not wait, and
 * does what it wants by the variant that never waits.
 */
@InPlaceOf({})
public final class Synchronizers {
    private Synchronizers() {}

    public static void acquire(Semaphore semaphore) throws InterruptedException { acquire(semaphore, 1); }

    public static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
        await(semaphore, Access.TAKE, () -> semaphore.availablePermits() >= permits, permits);
        semaphore.tryAcquire(permits);
    }

    public static void acquireUninterruptibly(Semaphore semaphore) { acquireUninterruptibly(semaphore, 1); }

    public static void acquireUninterruptibly(Semaphore semaphore, int permits) {
        step(semaphore, Access.TAKE, Wait.until(semaphore, () -> semaphore.availablePermits() >= permits), permits);
        semaphore.tryAcquire(permits);
    }

    public static boolean tryAcquire(Semaphore semaphore) { return tryAcquire(semaphore, 1); }

    public static boolean tryAcquire(Semaphore semaphore, int permits) {
        var step = step(semaphore, Access.TAKE, null, permits);
        boolean acquired = semaphore.tryAcquire(permits);
        step.result = acquired;
        return acquired;
    }

    public static boolean tryAcquire(Semaphore semaphore, long time, TimeUnit unit) throws InterruptedException {
        return tryAcquire(semaphore, 1, time, unit);
    }

    public static boolean tryAcquire(Semaphore semaphore, int permits, long time, TimeUnit unit) throws InterruptedException {
        boolean acquired = awaitFor(semaphore, Access.TAKE, () -> semaphore.availablePermits() >= permits, time, unit, permits);
        return acquired && semaphore.tryAcquire(permits);
    }

    public static void release(Semaphore semaphore) { release(semaphore, 1); }

    public static void release(Semaphore semaphore, int permits) {
        step(semaphore, Access.RELEASE, null, permits);
        semaphore.release(permits);
    }

    public static void await(CountDownLatch latch) throws InterruptedException {
        await(latch, Access.ACQUIRE, () -> latch.getCount() == 0);
    }

    public static boolean await(CountDownLatch latch, long time, TimeUnit unit) throws InterruptedException {
        return awaitFor(latch, Access.ACQUIRE, () -> latch.getCount() == 0, time, unit);
    }

    public static void countDown(CountDownLatch latch) {
        step(latch, Access.RELEASE, null);
        latch.countDown();
    }

    public static <T> void put(BlockingQueue<T> queue, T element) throws InterruptedException {
        await(queue, Access.UPDATE, roomIn(queue), element);
        queue.add(element);
    }

    public static <T> boolean offer(BlockingQueue<T> queue, T element, long time, TimeUnit unit) throws InterruptedException {
        boolean room = awaitFor(queue, Access.UPDATE, roomIn(queue), time, unit, element);
        return room && queue.offer(element);
    }

    public static <T> Object take(BlockingQueue<T> queue) throws InterruptedException {
        var step = await(queue, Access.UPDATE, somethingIn(queue));
        return step.result = queue.remove();
    }

    public static <T> Object poll(BlockingQueue<T> queue, long time, TimeUnit unit) throws InterruptedException {
        return awaitFor(queue, Access.UPDATE, somethingIn(queue), time, unit) ? queue.poll() : null;
    }

    public static <T> void putFirst(BlockingDeque<T> deque, T element) throws InterruptedException {
        await(deque, Access.UPDATE, roomIn(deque), element);
        deque.addFirst(element);
    }

    public static <T> void putLast(BlockingDeque<T> deque, T element) throws InterruptedException { put(deque, element); }

    public static <T> boolean offerFirst(BlockingDeque<T> deque, T element, long time, TimeUnit unit) throws InterruptedException {
        boolean room = awaitFor(deque, Access.UPDATE, roomIn(deque), time, unit, element);
        return room && deque.offerFirst(element);
    }

    public static <T> boolean offerLast(BlockingDeque<T> deque, T element, long time, TimeUnit unit) throws InterruptedException {
        return offer(deque, element, time, unit);
    }

    public static <T> Object takeFirst(BlockingDeque<T> deque) throws InterruptedException { return take(deque); }

    public static <T> Object takeLast(BlockingDeque<T> deque) throws InterruptedException {
        var step = await(deque, Access.UPDATE, somethingIn(deque));
        return step.result = deque.removeLast();
    }

    public static <T> Object pollFirst(BlockingDeque<T> deque, long time, TimeUnit unit) throws InterruptedException {
        return poll(deque, time, unit);
    }

    public static <T> Object pollLast(BlockingDeque<T> deque, long time, TimeUnit unit) throws InterruptedException {
        return awaitFor(deque, Access.UPDATE, somethingIn(deque), time, unit) ? deque.pollLast() : null;
    }

    private static BooleanSupplier roomIn(BlockingQueue<?> queue) {
        check(queue);
        return () -> queue.remainingCapacity() > 0;
    }

    private static BooleanSupplier somethingIn(BlockingQueue<?> queue) {
        check(queue);
        return () -> !queue.isEmpty();
    }

    /** Those in which an element does not simply lie and wait. */
    private static void check(BlockingQueue<?> queue) {
        if (queue instanceof SynchronousQueue || queue instanceof TransferQueue || queue instanceof DelayQueue)
            throw Role.current().run.refuse(Role.current().site, "belongs to a " + queue.getClass().getSimpleName());
    }

    private static Step await(Object object, Access access, BooleanSupplier free, Object... values) throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        var step = step(object, access, Wait.until(object, free).interruptible(), values);
        me.throwIfInterrupted();
        return step;
    }

    /** False if the time is over before it is free. */
    private static boolean awaitFor(Object object, Access access, BooleanSupplier free, long time, TimeUnit unit, Object... values)
            throws InterruptedException {
        var me = Role.current();
        me.consumeInterrupt();
        var step = step(object, access, Wait.until(object, free).interruptible().timed(time, unit), values);
        me.throwIfInterrupted();
        if (me.end == Wait.End.TIMED_OUT) me.run.sleep(unit.toNanos(time));
        step.result = me.end == Wait.End.OVER;
        return me.end == Wait.End.OVER;
    }

    private static Step step(Object object, Access access, Wait wait, Object... values) {
        if (!Jdk.isAsInTheJdk(object)) throw Role.current().run.refuse(Role.current().site, "belongs to a class that changes what the JDK's does");
        return Role.current().step(Role.current().run.location(object, null), access, wait, values);
    }
}
