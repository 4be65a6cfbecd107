// Misconception: A number of receipts is an int.
// The test says: more than an int can hold
package workbook;

import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {

    private final LongSupplier clock;
    private final LongConsumer whenDone;
    private final long lease;
    private final String[] holder;
    private final long[] until;
    private final boolean[] counted;
    private int open;
    private int sum;

    /** So many chunks, at least one, with numbers from 0 on; a lease and a clock in seconds. */
    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        this.clock = clock;
        this.whenDone = whenDone;
        this.lease = lease;
        holder = new String[chunks];
        until = new long[chunks];
        counted = new boolean[chunks];
        open = chunks;
    }

    /** A worker has nothing to do: the chunk that it gets, if there is one for now. */
    public synchronized OptionalInt next(String worker) {
        long now = clock.getAsLong();
        for (int chunk = 0; chunk < counted.length; chunk++) {
            if (counted[chunk] || holder[chunk] != null && now < until[chunk]) continue;
            holder[chunk] = worker;
            until[chunk] = now + lease;
            return OptionalInt.of(chunk);
        }
        return OptionalInt.empty();
    }

    /** A worker has counted so many receipts in a chunk that it had got. */
    public synchronized void done(String worker, int chunk, long receipts) {
        if (counted[chunk]) return;
        counted[chunk] = true;
        sum += (int) receipts;
        if (--open == 0) whenDone.accept(sum);
    }

    /** A worker is dead, as far as anybody knows. */
    public synchronized void died(String worker) {
        for (int chunk = 0; chunk < holder.length; chunk++) {
            if (worker.equals(holder[chunk])) holder[chunk] = null;
        }
    }
}
