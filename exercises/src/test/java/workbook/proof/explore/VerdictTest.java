package workbook.proof.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right code passes, wrong code fails with the sentence that names its fault. */
class VerdictTest {

    static Stream<Class<?>> right() { return Stream.of(Right.class.getDeclaredClasses()); }

    @ParameterizedTest
    @MethodSource("right")
    void rightCodePasses(Class<?> scenario) {
        assertThat(Explore.all(scenario).complete()).isTrue();
    }

    static Stream<Class<?>> wrong() { return Stream.of(Wrong.class.getDeclaredClasses()); }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongCodeFails(Class<?> scenario) throws Exception {
        var says = scenario.getDeclaredField("SAYS");
        assertThatThrownBy(() -> Explore.all(scenario)).isInstanceOf(AssertionError.class).satisfies(thrown ->
                assertThat(thrown.getMessage().lines().findFirst().orElse("")).contains((String) says.get(null)));
    }

    @Test
    void racesMayBeAllowed() {
        Explore.scenario(Wrong.PlainFlag.class).allowRaces().run();
        assertThatThrownBy(() -> Explore.scenario(Wrong.PlainCounter.class).allowRaces().run()).hasMessageStartingWith("an update is lost: 2");
    }

    /** A counter in some style, incremented by two, and once more by one of them. */
    abstract static class Counter {
        abstract void increment();

        abstract int get();

        @Actor void ann() {
            increment();
            increment();
        }

        @Actor void bob() { increment(); }

        @Check void nothingIsLost() { assertThat(get()).withFailMessage("an update is lost: %d", get()).isEqualTo(3); }
    }

    /** A buffer with room for one, between one who puts two and two who take one each. */
    abstract static class Buffer {
        private int ofAnn, ofBob;

        abstract void put(int item) throws InterruptedException;

        abstract int take() throws InterruptedException;

        @Actor void ann() throws InterruptedException { ofAnn = take(); }

        @Actor void bob() throws InterruptedException { ofBob = take(); }

        @Actor void producer() throws InterruptedException {
            put(1);
            put(2);
        }

        @Check void bothGetOne() { assertThat(ofAnn + ofBob).withFailMessage("ann got %d, bob got %d", ofAnn, ofBob).isEqualTo(3); }
    }

    /** The buffer's room, without any order between those who use it. */
    static class Room {
        int item, items;

        void add(int next) {
            if (items == 1) throw new IllegalStateException("full");
            item = next;
            items++;
        }

        int remove() {
            if (items == 0) throw new IllegalStateException("empty");
            items--;
            return item;
        }
    }

    /** Two locks, which both actors need, in opposite order. */
    abstract static class Transfer {
        final Lock one = new ReentrantLock(), two = new ReentrantLock();
        int done;

        abstract void transfer(Lock from, Lock to) throws Exception;

        @Actor void ann() throws Exception { transfer(one, two); }

        @Actor void bob() throws Exception { transfer(two, one); }

        @Check void bothAreDone() { assertThat(done).isEqualTo(2); }
    }

    static class Right {
        static class Synchronized extends Counter {
            private int count;

            @Override synchronized void increment() { count++; }

            @Override synchronized int get() { return count; }
        }

        static class StaticSynchronized extends Counter {
            private static long count;

            private static synchronized void incrementAll() { count++; }

            @Override void increment() { incrementAll(); }

            @Override int get() { return (int) count; }
        }

        static class Locked extends Counter {
            private final Lock lock = new ReentrantLock();
            private final int[] count = {0};

            @Override void increment() {
                lock.lock();
                try {
                    count[0]++;
                } finally {
                    lock.unlock();
                }
            }

            @Override int get() { return count[0]; }
        }

        static class Atomic extends Counter {
            private final AtomicInteger count = new AtomicInteger();

            @Override void increment() { Stream.of(1).forEach(count::addAndGet); }

            @Override int get() { return count.get(); }
        }

        static class CompareAndSet extends Counter {
            private final AtomicInteger count = new AtomicInteger();

            @Override void increment() {
                for (int seen = count.get(); !count.compareAndSet(seen, seen + 1); seen = count.get()) Thread.onSpinWait();
            }

            @Override int get() { return count.get(); }
        }

        static class Computed extends Counter {
            private final Map<String, Integer> counts = new ConcurrentHashMap<>();

            @Override void increment() { counts.merge("count", 1, Integer::sum); }

            @Override int get() { return counts.get("count"); }
        }

        static class UpdatedByAFunction extends Counter {
            private record Count(int number) {}

            private final AtomicReference<Count> count = new AtomicReference<>(new Count(0));

            @Override void increment() { count.updateAndGet(before -> new Count(before.number + 1)); }

            @Override int get() { return count.get().number; }
        }

        static class ItsOwnLock extends Counter {
            private static final class Count extends ReentrantLock {
                private static final long serialVersionUID = 1;
                private int number;
            }

            private final Count count = new Count();

            @Override void increment() {
                count.lock();
                try {
                    count.number++;
                } finally {
                    count.unlock();
                }
            }

            @Override int get() { return count.number; }
        }

        static class SpinLock extends Counter {
            private final AtomicBoolean locked = new AtomicBoolean();
            private int count;

            @Override void increment() {
                while (!locked.compareAndSet(false, true));
                count++;
                locked.set(false);
            }

            @Override int get() { return count; }
        }

        static class Stamped extends Counter {
            private final StampedLock lock = new StampedLock();
            private int count;

            @Override void increment() {
                int seen;
                long stamp = lock.tryOptimisticRead();
                do {
                    seen = count;
                    stamp = lock.tryConvertToWriteLock(stamp);
                    if (stamp == 0) stamp = lock.writeLock();
                } while (seen != count);
                count = seen + 1;
                lock.unlockWrite(stamp);
            }

            @Override int get() { return count; }
        }

        static class ReadWrite extends Counter {
            private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            private int count;

            @Override void increment() {
                lock.writeLock().lock();
                count++;
                lock.writeLock().unlock();
                get();
            }

            @Override int get() {
                lock.readLock().lock();
                try {
                    return count;
                } finally {
                    lock.readLock().unlock();
                }
            }
        }

        static class OnePermit extends Counter {
            private final Semaphore permit = new Semaphore(1);
            private int count;

            @Override void increment() {
                permit.acquireUninterruptibly();
                count++;
                permit.release();
            }

            @Override int get() { return count; }
        }

        static class OneThread extends Counter {
            private int count;

            @Override void increment() {
                synchronized (this) {
                    try (var worker = Executors.newSingleThreadExecutor()) {
                        worker.submit(() -> { count++; });
                    }
                }
            }

            @Override int get() { return count; }
        }

        /** One worker, however many submit at once: what it alone touches needs no lock. */
        static class OneThreadForBoth {
            private final ExecutorService worker = Executors.newFixedThreadPool(1);
            private int count;

            @Actor void ann() throws Exception { worker.submit(() -> { count++; }).get(); }

            @Actor void bob() throws Exception { worker.submit(() -> { count++; }).get(); }

            @Check void bothCount() { assertThat(count).isEqualTo(2); }
        }

        static class WaitsForEver {
            private final ExecutorService worker = Executors.newFixedThreadPool(1);
            private final AtomicBoolean ended = new AtomicBoolean();

            @Actor void ann() throws InterruptedException {
                worker.execute(() -> ended.set(true));
                worker.shutdown();
                worker.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                assertThat(ended).isTrue();
            }
        }

        /** Ten years at a lock, at a latch and at a thread are for ever, too. */
        static class WaitsForTenYears {
            private final ReentrantLock lock = new ReentrantLock();
            private final CountDownLatch done = new CountDownLatch(1);

            @Actor void ann() throws InterruptedException {
                var thread = new Thread(done::countDown);
                thread.start();
                assertThat(done.await(3_650, TimeUnit.DAYS)).isTrue();
                assertThat(thread.join(Duration.ofDays(3_650))).isTrue();
                assertThat(lock.tryLock(3_650, TimeUnit.DAYS)).isTrue();
                lock.unlock();
            }

            @Actor void bob() {
                lock.lock();
                lock.unlock();
            }
        }

        static class SynchronizedList extends Counter {
            private final List<Integer> list = Collections.synchronizedList(new ArrayList<>());

            @Override void increment() {
                synchronized (list) {
                    for (int element : list) assertThat(element).isEqualTo(1);
                    list.add(1);
                }
            }

            @Override int get() { return list.size(); }
        }

        static class Monitor extends Buffer {
            private final Room room = new Room();

            @Override synchronized void put(int item) throws InterruptedException {
                while (room.items == 1) TimeUnit.SECONDS.timedWait(this, 1);
                room.add(item);
                notifyAll();
            }

            @Override synchronized int take() throws InterruptedException {
                while (room.items == 0) wait();
                notifyAll();
                return room.remove();
            }
        }

        static class Conditions extends Buffer {
            private final Room room = new Room();
            private final Lock lock = new ReentrantLock();
            private final Condition notFull = lock.newCondition(), notEmpty = lock.newCondition();

            @Override void put(int item) throws InterruptedException {
                lock.lockInterruptibly();
                try {
                    while (room.items == 1) notFull.await(1, TimeUnit.SECONDS);
                    room.add(item);
                    notEmpty.signal();
                } finally {
                    lock.unlock();
                }
            }

            @Override int take() throws InterruptedException {
                lock.lock();
                try {
                    while (room.items == 0) notEmpty.await();
                    notFull.signal();
                    return room.remove();
                } finally {
                    lock.unlock();
                }
            }
        }

        static class Semaphores extends Buffer {
            private final Room room = new Room();
            private final Semaphore free = new Semaphore(1), taken = new Semaphore(0);

            @Override void put(int item) throws InterruptedException {
                free.acquire();
                room.add(item);
                taken.release();
            }

            @Override int take() throws InterruptedException {
                taken.acquire();
                int item = room.remove();
                free.release();
                return item;
            }
        }

        static class Queue extends Buffer {
            private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);

            @Override void put(int item) throws InterruptedException { queue.put(item); }

            @Override int take() throws InterruptedException {
                for (Integer item = null; ; item = queue.poll(1, TimeUnit.SECONDS)) if (item != null) return item;
            }
        }

        static class Deque extends Buffer {
            private final LinkedBlockingDeque<Integer> queue = new LinkedBlockingDeque<>(1);

            @Override void put(int item) throws InterruptedException { queue.putFirst(item); }

            @Override int take() throws InterruptedException { return queue.takeLast(); }
        }

        static class InOrder extends Transfer {
            @Override void transfer(Lock from, Lock to) {
                boolean ordered = System.identityHashCode(from) < System.identityHashCode(to);
                Lock first = ordered ? from : to, second = ordered ? to : from;
                first.lock();
                second.lock();
                done++;
                second.unlock();
                first.unlock();
            }
        }

        static class TryBoth extends Transfer {
            @Override void transfer(Lock from, Lock to) throws Exception {
                while (true) {
                    from.lock();
                    try {
                        if (to.tryLock()) {
                            try {
                                done++;
                                return;
                            } finally {
                                to.unlock();
                            }
                        }
                    } finally {
                        from.unlock();
                    }
                    Thread.sleep(ThreadLocalRandom.current().nextInt(10));
                }
            }
        }

        /** A try that was in vain leaves all as it was, so it is no news for those who try, too. */
        static class TryInARing {
            private final ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
            private final AtomicInteger done = new AtomicInteger();

            @Actor void ann() { transfer(0, 1); }

            @Actor void bob() { transfer(1, 2); }

            @Actor void cleo() { transfer(2, 0); }

            private void transfer(int from, int to) {
                for (; ; Thread.yield()) {
                    if (!locks[from].tryLock()) continue;
                    try {
                        if (!locks[to].tryLock()) continue;
                        done.incrementAndGet();
                        locks[to].unlock();
                        return;
                    } finally {
                        locks[from].unlock();
                    }
                }
            }

            @Check void allAreDone() { assertThat(done).hasValue(3); }
        }

        static class LookUnderALock {
            private boolean open;

            @Actor void ann() { await(); }

            @Actor void bob() { await(); }

            @Actor void cleo() { synchronized (this) { open = true; } }

            private void await() { while (!isOpen()) Thread.onSpinWait(); }

            private synchronized boolean isOpen() { return open; }
        }

        static class TryForAWhile extends Transfer {
            @Override void transfer(Lock from, Lock to) throws Exception {
                while (!tried(from, to)) Thread.yield();
            }

            private boolean tried(Lock from, Lock to) throws Exception {
                if (!from.tryLock(10, TimeUnit.MILLISECONDS)) return false;
                try {
                    if (!to.tryLock(10, TimeUnit.MILLISECONDS)) return false;
                    try {
                        done++;
                        return true;
                    } finally {
                        to.unlock();
                    }
                } finally {
                    from.unlock();
                }
            }
        }

        static class Barrier {
            private int ofAnn, ofBob, sum;
            private final CyclicBarrier barrier = new CyclicBarrier(2, () -> sum = ofAnn + ofBob);

            @Actor void ann() throws Exception {
                ofAnn = 1;
                barrier.await();
                assertThat(sum).isEqualTo(3);
            }

            @Actor void bob() throws Exception {
                ofBob = 2;
                barrier.await();
                assertThat(sum).isEqualTo(3);
            }
        }

        static class Latch {
            private final CountDownLatch latch = new CountDownLatch(1);
            private int written;

            @Actor void reader() throws InterruptedException {
                latch.await();
                assertThat(written).isEqualTo(1);
            }

            @Actor void writer() {
                written = 1;
                latch.countDown();
            }
        }

        static class ATaskThatIsCancelled {
            private final AtomicInteger ended = new AtomicInteger();
            private final FutureTask<Integer> task = new FutureTask<>(() -> 1) {
                @Override public void run() {
                    super.run();
                    ended.incrementAndGet();
                }
            };

            @Actor void ann() { task.run(); }

            @Actor void bob() { task.cancel(false); }

            @Check void endsOnce() { if (ended.get() != 1) throw new AssertionError("ended " + ended); }
        }

        static class VolatileFlag {
            private volatile boolean stopped;
            private long rounds;

            @Actor void runner() { while (!stopped) rounds++; }

            @Actor void stopper() { stopped = true; }
        }

        static class ThreadsOfItsOwn {
            private final int[] written = new int[2];

            @Actor void starter() throws InterruptedException {
                var platform = new Thread(() -> written[0] = 1);
                platform.start();
                var virtual = Thread.ofVirtual().unstarted(() -> written[1] = 2);
                virtual.start();
                platform.join();
                virtual.join();
                assertThat(written).containsExactly(1, 2);
                assertThat(platform.isAlive()).isFalse();
            }
        }

        static class Interrupted {
            private Thread waiting;
            private boolean interrupted;

            @Actor void sleeper() {
                synchronized (this) {
                    waiting = Thread.currentThread();
                }
                try {
                    while (true) Thread.sleep(1_000);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }

            @Actor void waker() {
                while (true) synchronized (this) {
                    if (waiting == null) continue;
                    waiting.interrupt();
                    return;
                }
            }

            @Check void itWasInterrupted() { assertThat(interrupted).isTrue(); }
        }

        static class Parked {
            private volatile boolean done;
            private volatile Thread parked;

            @Actor void ann() {
                parked = Thread.currentThread();
                while (!done) LockSupport.park();
            }

            @Actor void bob() {
                done = true;
                LockSupport.unpark(parked);
            }
        }

        static class DoubleChecked {
            private static volatile DoubleChecked instance;
            private int value;

            static DoubleChecked instance() {
                if (instance == null)
                    synchronized (DoubleChecked.class) {
                        if (instance == null) {
                            var made = new DoubleChecked();
                            made.value = 1;
                            instance = made;
                        }
                    }
                return instance;
            }

            @Actor void ann() { assertThat(instance().value).isEqualTo(1); }

            @Actor void bob() { assertThat(instance().value).isEqualTo(1); }
        }

        static class InitializedOnDemand {
            private static class Holder {
                static final Room ROOM = new Room();

                static {
                    ROOM.add(1);
                }
            }

            @Actor void ann() { assertThat(Holder.ROOM.items).isEqualTo(1); }

            @Actor void bob() { assertThat(Holder.ROOM.item).isEqualTo(1); }
        }
    }

    static class Wrong {
        static class PlainCounter extends Counter {
            static final String SAYS = "an update is lost: 2";
            private int count;

            @Override void increment() { count++; }

            @Override int get() { return count; }
        }

        static class VolatileCounter extends Counter {
            static final String SAYS = "an update is lost: 2";
            private volatile int count;

            @Override void increment() { count++; }

            @Override int get() { return count; }
        }

        static class GetThenSet extends Counter {
            static final String SAYS = "an update is lost: 2";
            private final AtomicInteger count = new AtomicInteger();

            @Override void increment() { count.set(count.get() + 1); }

            @Override int get() { return count.get(); }
        }

        /** The function is applied once more if somebody was faster, and then forgets to take back what it has noted. */
        static class AFunctionThatRemembers {
            static final String SAYS = "ann took 1 and bob took 1, and 1 was there";
            private final AtomicInteger there = new AtomicInteger(1);
            private int ann, bob;

            private int take() {
                int[] taken = {0};
                there.updateAndGet(before -> before == 0 ? 0 : before - (taken[0] = 1));
                return taken[0];
            }

            @Actor void ann() { ann = take(); }

            @Actor void bob() { bob = take(); }

            @Check void oneOfThemGetsIt() { if (ann + bob != 1) throw new AssertionError("ann took %d and bob took %d, and 1 was there".formatted(ann, bob)); }
        }

        static class ALockEach extends Counter {
            static final String SAYS = "an update is lost: 2";
            private int count;

            @Override void increment() {
                synchronized (new Object()) {
                    count++;
                }
            }

            @Override int get() { return count; }
        }

        static class TwoPermits extends Counter {
            static final String SAYS = "an update is lost: 2";
            private final Semaphore permits = new Semaphore(2);
            private int count;

            @Override void increment() {
                permits.acquireUninterruptibly();
                count++;
                permits.release();
            }

            @Override int get() { return count; }
        }

        static class WriteUnderAReadLock extends Counter {
            static final String SAYS = "an update is lost: 2";
            private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            private int count;

            @Override void increment() {
                lock.readLock().lock();
                count++;
                lock.readLock().unlock();
            }

            @Override int get() { return count; }
        }

        static class TwoWorkers extends Counter {
            static final String SAYS = "an update is lost: ";
            private int count;

            @Override void increment() {
                try (var worker = Executors.newFixedThreadPool(2)) {
                    worker.submit(() -> { count++; });
                }
            }

            @Override int get() { return count; }
        }

        static class Unlocked {
            static final String SAYS = "data race on Unlocked.value: ann writes it at VerdictTest.java";
            private int value;

            @Actor void ann() {
                synchronized (this) {
                    value = 1;
                }
            }

            @Actor int bob() { return value; }
        }

        static class StaticField {
            static final String SAYS = "data race on StaticField.value: ann writes it at VerdictTest.java";
            private static int value;

            @Actor void ann() { value = 1; }

            @Actor void bob() { value = 1; }
        }

        static class PlainFlag {
            static final String SAYS = "data race on PlainFlag.stopped: runner reads it at VerdictTest.java";
            private boolean stopped;
            private long rounds;

            @Actor void runner() { while (!stopped) rounds++; }

            @Actor void stopper() { stopped = true; }
        }

        static class PlainMap {
            static final String SAYS = "data race on map: ann writes it at VerdictTest.java";
            private final Map<String, Integer> map = new HashMap<>();

            @Actor void ann() { map.put("ann", 1); }

            @Actor void bob() { map.putIfAbsent("bob", 2); }
        }

        static class AMapOfItsOwn {
            static final String SAYS = "data race on stock: ann writes it at VerdictTest.java";

            static class Stock extends HashMap<String, Integer> {
                private static final long serialVersionUID = 1;

                @Override public Integer put(String key, Integer value) { return super.put(key, value); }
            }

            private final Stock stock = new Stock();

            @Actor void ann() { stock.put("ann", 1); }

            @Actor boolean bob() { return stock.isEmpty(); }
        }

        static class ACopyWithoutTheLock {
            static final String SAYS = "data race on list: ann writes it at VerdictTest.java";
            private final List<Integer> list = new ArrayList<>();

            @Actor void ann() {
                synchronized (list) {
                    list.add(1);
                }
            }

            @Actor List<Integer> bob() { return new ArrayList<>(list); }
        }

        static class IterationWithoutTheLock {
            static final String SAYS = "ann threw java.util.ConcurrentModificationException at VerdictTest.java";
            private final List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1)));

            @Actor void ann() { for (int element : list) assertThat(element).isPositive(); }

            @Actor void bob() { list.add(2); }
        }

        static class OppositeOrder extends Transfer {
            static final String SAYS = "deadlock: ann holds one (since VerdictTest.java";

            @Override void transfer(Lock from, Lock to) {
                from.lock();
                to.lock();
                done++;
                to.unlock();
                from.unlock();
            }
        }

        static class ACancelThatMeetsTheBegin {
            static final String SAYS = "ended 2 times";
            private final AtomicInteger ended = new AtomicInteger();
            private final AtomicBoolean begun = new AtomicBoolean();
            private final FutureTask<Integer> task = new FutureTask<>(() -> 1) {
                @Override public void run() {
                    if (isCancelled()) return;
                    begun.set(true);
                    super.run();
                    ended.incrementAndGet();
                }

                @Override protected void done() { if (!begun.get()) ended.incrementAndGet(); }
            };

            @Actor void ann() { task.run(); }

            @Actor void bob() { task.cancel(false); }

            @Check void endsOnce() { if (ended.get() != 1) throw new AssertionError("ended %d times".formatted(ended.get())); }
        }

        static class NeverGivenBack extends Transfer {
            static final String SAYS = "a lock is never given back: bob holds two (since VerdictTest.java";

            @Override void transfer(Lock from, Lock to) {
                from.lock();
                to.lock();
                done++;
                to.unlock();
            }
        }

        static class NoPatienceAndNoWayBack extends Transfer {
            static final String SAYS = "no progress: after 50,001 steps ";

            @Override void transfer(Lock from, Lock to) {
                from.lock();
                while (!to.tryLock()) Thread.onSpinWait();
                done++;
                to.unlock();
                from.unlock();
            }
        }

        static class ReadThenWriteLock {
            static final String SAYS = "deadlock: ann holds lock (since VerdictTest.java";
            private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

            @Actor void ann() {
                lock.readLock().lock();
                lock.writeLock().lock();
            }
        }

        static class IfInsteadOfWhile extends Buffer {
            static final String SAYS = "threw java.lang.IllegalStateException: empty at VerdictTest.java";
            private final Room room = new Room();

            @Override synchronized void put(int item) throws InterruptedException {
                while (room.items == 1) wait();
                room.add(item);
                notifyAll();
            }

            @Override synchronized int take() throws InterruptedException {
                if (room.items == 0) wait();
                notifyAll();
                return room.remove();
            }
        }

        static class OneIsWoken extends Buffer {
            static final String SAYS = "lost wake-up: ";
            private final Room room = new Room();

            @Override synchronized void put(int item) throws InterruptedException {
                while (room.items == 1) wait();
                room.add(item);
                notify();
            }

            @Override synchronized int take() throws InterruptedException {
                while (room.items == 0) wait();
                notify();
                return room.remove();
            }
        }

        static class NobodyIsSignalled extends Buffer {
            static final String SAYS = "lost wake-up: ann waits in changed.await() at VerdictTest.java";
            private final Room room = new Room();
            private final Lock lock = new ReentrantLock();
            private final Condition changed = lock.newCondition();

            @Override void put(int item) {
                lock.lock();
                room.items = 0;
                room.add(item);
                lock.unlock();
            }

            @Override int take() throws InterruptedException {
                lock.lock();
                while (room.items == 0) changed.await();
                int item = room.remove();
                lock.unlock();
                return item;
            }
        }

        static class WaitWithoutTheMonitor extends Buffer {
            static final String SAYS = "ann threw java.lang.IllegalMonitorStateException: current thread is not owner at VerdictTest.java";

            @Override void put(int item) { notifyAll(); }

            @Override int take() throws InterruptedException {
                wait();
                return 1;
            }
        }

        static class TooFewPermits {
            static final String SAYS = "stuck: bob waits in permits.acquire() at VerdictTest.java";
            private final Semaphore permits = new Semaphore(1);

            @Actor void ann() throws InterruptedException { permits.acquire(); }

            @Actor void bob() throws InterruptedException { permits.acquire(); }
        }

        static class APermitLostByAnInterrupt {
            static final String SAYS = "a permit is lost";
            private final Semaphore permits = new Semaphore(1);
            private final ReentrantLock lock = new ReentrantLock();
            private volatile Thread worker;

            @Actor void ann() {
                worker = Thread.currentThread();
                try {
                    permits.acquire();
                    lock.lockInterruptibly();
                    lock.unlock();
                    permits.release();
                } catch (InterruptedException e) {
                    // the permit is not given back
                }
            }

            @Actor void bob() { if (worker != null) worker.interrupt(); }

            @Check void itIsThere() { if (permits.availablePermits() != 1) throw new AssertionError("a permit is lost"); }
        }

        static class TheCheckWaits {
            static final String SAYS = "a lock is never given back: the check waits for lock at VerdictTest.java";
            private final Lock lock = new ReentrantLock();

            @Actor void ann() { lock.lock(); }

            @Check void ended() { lock.lock(); }
        }

        static class ALocalCopy {
            static final String SAYS = "no progress: ann loops at VerdictTest.java";
            private volatile boolean stopped;

            @Actor void ann() {
                boolean copy = stopped;
                while (!copy);
            }

            @Actor void bob() { stopped = true; }
        }

        static class SpinsWithTheLock {
            static final String SAYS = "no progress: after 50,001 steps ann holds SpinsWithTheLock (since VerdictTest.java";
            private boolean stopped;

            @Actor synchronized void ann() { while (!stopped) Thread.onSpinWait(); }

            @Actor synchronized void bob() { stopped = true; }
        }

        static class GivesUp {
            static final String SAYS = "the task has not ended";
            private final ExecutorService worker = Executors.newFixedThreadPool(1);
            private final AtomicBoolean ended = new AtomicBoolean();

            @Actor void ann() throws InterruptedException {
                worker.execute(() -> ended.set(true));
                worker.shutdown();
                worker.awaitTermination(1, TimeUnit.DAYS);
                assertThat(ended).withFailMessage("the task has not ended").isTrue();
            }
        }

        static class TrustsInSleep {
            static final String SAYS = "seen too early: ";
            private volatile int value;
            private int seen;

            @Actor void ann() throws InterruptedException {
                Thread.sleep(1_000);
                seen = value;
            }

            @Actor void bob() {
                value = 1;
                value = 2;
            }

            @Check void theLastIsSeen() { assertThat(seen).withFailMessage("seen too early: %d", seen).isEqualTo(2); }
        }

        static class CatchesEverything extends Transfer {
            static final String SAYS = "deadlock: ";

            @Override void transfer(Lock from, Lock to) {
                while (true)
                    try {
                        from.lock();
                        to.lock();
                        done++;
                        to.unlock();
                        from.unlock();
                        return;
                    } catch (Throwable thrown) {
                        done += 0;
                    } finally {
                        done += 0;
                    }
            }
        }
    }
}
