// Misconception: Where all collections are concurrent, no lock is needed.
// The test says: two asked for her chunk
package workbook;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {

    private record Lease(String worker, long until) {}

    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Lease> leases = new ConcurrentHashMap<>();
    private final Set<Integer> counted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sum = new AtomicLong();
    private final long lease;
    private final LongSupplier clock;
    private final LongConsumer whenDone;

    /** So many chunks, at least one, with numbers from 0 on; a lease and a clock in seconds. */
    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        for (int chunk = 0; chunk < chunks; chunk++) free.add(chunk);
        open.set(chunks);
        this.lease = lease;
        this.clock = clock;
        this.whenDone = whenDone;
    }

    /** A worker has nothing to do: the chunk that it gets, if there is one for now. */
    public OptionalInt next(String worker) {
        long now = clock.getAsLong();
        var chunk = free.poll();
        while (chunk != null && counted.contains(chunk)) chunk = free.poll();
        if (chunk == null)
            for (var entry : leases.entrySet())
                if (entry.getValue().until <= now && !counted.contains(entry.getKey())) {
                    chunk = entry.getKey();
                    break;
                }
        if (chunk == null) return OptionalInt.empty();
        leases.put(chunk, new Lease(worker, now + lease));
        return OptionalInt.of(chunk);
    }

    /** A worker has counted so many receipts in a chunk that it had got. */
    public void done(String worker, int chunk, long receipts) {
        if (!counted.add(chunk)) return;
        leases.remove(chunk);
        sum.addAndGet(receipts);
        if (open.decrementAndGet() == 0) whenDone.accept(sum.get());
    }

    /** A worker is dead, as far as anybody knows. */
    public void died(String worker) {
        for (var entry : leases.entrySet())
            if (entry.getValue().worker.equals(worker) && leases.remove(entry.getKey(), entry.getValue())) free.add(entry.getKey());
    }
}
