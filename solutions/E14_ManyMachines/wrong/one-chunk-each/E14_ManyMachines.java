// Misconception: A worker has one chunk at a time.
// The test says: ann died with several chunks
package workbook;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {

    private final LongSupplier clock;
    private final LongConsumer whenDone;
    private final long lease;
    private final Map<String, Integer> holds = new HashMap<>();
    private final boolean[] held;
    private final long[] until;
    private final boolean[] counted;
    private int open;
    private long sum;

    /** So many chunks, at least one, with numbers from 0 on; a lease and a clock in seconds. */
    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        this.clock = clock;
        this.whenDone = whenDone;
        this.lease = lease;
        held = new boolean[chunks];
        until = new long[chunks];
        counted = new boolean[chunks];
        open = chunks;
    }

    /** A worker has nothing to do: the chunk that it gets, if there is one for now. */
    public synchronized OptionalInt next(String worker) {
        long now = clock.getAsLong();
        for (int chunk = 0; chunk < counted.length; chunk++) {
            if (counted[chunk] || held[chunk] && now < until[chunk]) continue;
            holds.put(worker, chunk);
            held[chunk] = true;
            until[chunk] = now + lease;
            return OptionalInt.of(chunk);
        }
        return OptionalInt.empty();
    }

    /** A worker has counted so many receipts in a chunk that it had got. */
    public synchronized void done(String worker, int chunk, long receipts) {
        if (counted[chunk]) return;
        counted[chunk] = true;
        sum += receipts;
        if (--open == 0) whenDone.accept(sum);
    }

    /** A worker is dead, as far as anybody knows. */
    public synchronized void died(String worker) {
        var chunk = holds.remove(worker);
        if (chunk != null && !holds.containsValue(chunk)) held[chunk] = false;
    }
}
