package workbook.proof.explore;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Prints how many schedules are tried in a second, once everything is warm. CONTRIBUTING has the command. */
public final class ExploreBenchmark {
    private static final int WARM_UPS = 10, ROUNDS = 11;

    private ExploreBenchmark() {}

    public static void main(String[] arguments) {
        IO.println("  scenario                           schedules      steps       time     per second");
        for (var scenario : new Class<?>[] {Counters.class, Transfers.class, MonitorBuffer.class, ConditionBuffer.class}) {
            var times = new long[ROUNDS];
            Report report = null;
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                long start = System.nanoTime();
                report = Explore.all(scenario);
                if (round >= 0) times[round] = System.nanoTime() - start;
            }
            Arrays.sort(times);
            double seconds = times[ROUNDS / 2] / 1e9;       // the median
            IO.println("  %-34s%,10d %,10d %,7.1f ms %,14.0f".formatted(scenario.getSimpleName(), report.schedules(), report.steps(),
                    1_000 * seconds, report.schedules() / seconds));
        }
    }

    /** Three atomic increments each. */
    static class Counters {
        private final AtomicInteger count = new AtomicInteger();

        @Actor void ann() { for (int i = 0; i < 3; i++) count.incrementAndGet(); }

        @Actor void bob() { for (int i = 0; i < 3; i++) count.incrementAndGet(); }

        @Actor void cat() { for (int i = 0; i < 3; i++) count.incrementAndGet(); }
    }

    /** Two locks in opposite order, by trying. */
    static class Transfers {
        private final Lock one = new ReentrantLock(), two = new ReentrantLock();
        private int done;

        private void transfer(Lock from, Lock to) {
            while (true) {
                from.lock();
                try {
                    if (to.tryLock()) {
                        done++;
                        to.unlock();
                        return;
                    }
                } finally {
                    from.unlock();
                }
                Thread.yield();
            }
        }

        @Actor void ann() { transfer(one, two); }

        @Actor void bob() { transfer(two, one); }
    }

    /** A buffer with room for one, two who put, two who take. */
    static class MonitorBuffer {
        private int item, items;

        private synchronized void put(int next) throws InterruptedException {
            while (items == 1) wait();
            items++;
            item = next;
            notifyAll();
        }

        private synchronized int take() throws InterruptedException {
            while (items == 0) wait();
            items--;
            notifyAll();
            return item;
        }

        @Actor void producer() throws InterruptedException { put(1); }

        @Actor void anotherProducer() throws InterruptedException { put(2); }

        @Actor int consumer() throws InterruptedException { return take(); }

        @Actor int anotherConsumer() throws InterruptedException { return take(); }
    }

    /** The same with a lock and two conditions. */
    static class ConditionBuffer {
        private final Lock lock = new ReentrantLock();
        private final Condition notFull = lock.newCondition(), notEmpty = lock.newCondition();
        private int item, items;

        private void put(int next) throws InterruptedException {
            lock.lock();
            try {
                while (items == 1) notFull.await();
                items++;
                item = next;
                notEmpty.signal();
            } finally {
                lock.unlock();
            }
        }

        private int take() throws InterruptedException {
            lock.lock();
            try {
                while (items == 0) notEmpty.await();
                items--;
                notFull.signal();
                return item;
            } finally {
                lock.unlock();
            }
        }

        @Actor void producer() throws InterruptedException { put(1); }

        @Actor void anotherProducer() throws InterruptedException { put(2); }

        @Actor int consumer() throws InterruptedException { return take(); }

        @Actor int anotherConsumer() throws InterruptedException { return take(); }
    }
}
