// Style: a queue of what is free, and a queue by deadline of what is out, whose stale entries are dropped as they come up.
package workbook;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {
    private record Lease(String worker, int chunk, long until) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Integer> free = new ArrayDeque<>();
    private final Map<Integer, Lease> out = new HashMap<>();
    private final Queue<Lease> byDeadline = new PriorityQueue<>(Comparator.comparingLong(Lease::until));
    private final Map<Integer, Long> counts = new HashMap<>();
    private final int chunks;
    private final long lease;
    private final LongSupplier clock;
    private final LongConsumer whenDone;

    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        this.chunks = chunks;
        this.lease = lease;
        this.clock = clock;
        this.whenDone = whenDone;
        for (int chunk = 0; chunk < chunks; chunk++) free.add(chunk);
    }

    public OptionalInt next(String worker) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            while (!byDeadline.isEmpty() && byDeadline.peek().until <= now) {
                var over = byDeadline.remove();
                if (out.remove(over.chunk, over)) free.add(over.chunk);
            }
            while (!free.isEmpty()) {
                int chunk = free.remove();
                if (counts.containsKey(chunk)) continue;
                var mine = new Lease(worker, chunk, now + lease);
                out.put(chunk, mine);
                byDeadline.add(mine);
                return OptionalInt.of(chunk);
            }
            return OptionalInt.empty();
        } finally {
            lock.unlock();
        }
    }

    public void done(String worker, int chunk, long receipts) {
        lock.lock();
        try {
            out.remove(chunk);
            if (counts.putIfAbsent(chunk, receipts) != null || counts.size() < chunks) return;
        } finally {
            lock.unlock();
        }
        whenDone.accept(counts.values().stream().mapToLong(count -> count).sum());      // nothing changes any more
    }

    public void died(String worker) {
        lock.lock();
        try {
            for (var lease : out.values().stream().filter(lease -> lease.worker.equals(worker)).toList()) {
                out.remove(lease.chunk);
                free.add(lease.chunk);
            }
        } finally {
            lock.unlock();
        }
    }
}
