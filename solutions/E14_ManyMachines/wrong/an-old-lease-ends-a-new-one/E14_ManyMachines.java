// Misconception: When a lease is over, its chunk is free.
// The test says: bob has got it since, at 2 s
package workbook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {

    private record Lease(int chunk, String worker, long until) {}

    private final Queue<Integer> free = new ArrayDeque<>();
    private final Deque<Lease> leases = new ArrayDeque<>();       // the oldest first
    private final Map<String, Set<Integer>> has = new HashMap<>();
    private final Set<Integer> counted = new HashSet<>();
    private final int chunks;
    private final long lease;
    private final LongSupplier clock;
    private final LongConsumer whenDone;
    private long sum;

    /** So many chunks, at least one, with numbers from 0 on; a lease and a clock in seconds. */
    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        for (int chunk = 0; chunk < chunks; chunk++) free.add(chunk);
        this.chunks = chunks;
        this.lease = lease;
        this.clock = clock;
        this.whenDone = whenDone;
    }

    /** A worker has nothing to do: the chunk that it gets, if there is one for now. */
    public synchronized OptionalInt next(String worker) {
        long now = clock.getAsLong();
        while (!leases.isEmpty() && leases.peek().until <= now) {
            var over = leases.poll();
            if (has.values().stream().anyMatch(his -> his.remove(over.chunk))) free.add(over.chunk);
        }
        Integer chunk = free.poll();
        while (chunk != null && counted.contains(chunk)) chunk = free.poll();
        if (chunk == null) return OptionalInt.empty();
        leases.add(new Lease(chunk, worker, now + lease));
        has.computeIfAbsent(worker, _ -> new HashSet<>()).add(chunk);
        return OptionalInt.of(chunk);
    }

    /** A worker has counted so many receipts in a chunk that it had got. */
    public synchronized void done(String worker, int chunk, long receipts) {
        if (!counted.add(chunk)) return;
        has.values().forEach(his -> his.remove(chunk));
        sum += receipts;
        if (counted.size() == chunks) whenDone.accept(sum);
    }

    /** A worker is dead, as far as anybody knows. */
    public synchronized void died(String worker) {
        var his = has.remove(worker);
        if (his != null) free.addAll(his);
    }
}
