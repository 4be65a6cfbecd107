package workbook;

import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/*
 * E14 · Many machines
 *
 * Story   The bakery counts the receipts of a year, on machines that other people switch off. The receipts are cut into
 *         chunks, and a machine that is free asks for one. Some machines die with their chunk, and the count never ends.
 *         Others were only slow, and what they had counted is counted twice, since somebody did it over.
 * Task    Hand the chunks out so that each is counted exactly once, whoever dies and whoever is late.
 * Rules   The signatures stay as they are. No clock is used but the one that is given.
 *         next() gives a chunk that is free, and nothing if none is. A worker may have several. Who has got a chunk has a lease
 *         for it, so many seconds from then on: until they are over nobody gets it; from then on it is free again. Nothing
 *         makes a lease longer.
 *         died() frees at once what that worker has, and nothing that somebody else has got since. Who was taken for dead may
 *         come back, with nothing, and is a worker as any other. Equal names are the same worker.
 *         Workers answer in any order. Of a chunk the first answer counts, from whoever has ever got it, also if the lease is
 *         over or the worker was taken for dead. Later ones are ignored. A chunk that is counted is never handed out again.
 *         The sum of all chunks is told once, to whenDone, by the done() that brings the last one. whenDone takes no time and
 *         calls nothing here, so whether a lock is held meanwhile does not matter.
 *         Calls may come from any threads at any time. Start no threads: whoever calls does the work.
 * Run     ./mvnw -f exercises test -Dtest='E14*'
 */
public class E14_ManyMachines {

    private final Queue<Integer> free = new ArrayDeque<>();
    private final LongConsumer whenDone;
    private int open;
    private long sum;

    /** So many chunks, at least one, with numbers from 0 on; a lease and a clock in seconds. */
    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        for (int chunk = 0; chunk < chunks; chunk++) free.add(chunk);
        open = chunks;
        this.whenDone = whenDone;
    }

    /** A worker has nothing to do: the chunk that it gets, if there is one for now. */
    public synchronized OptionalInt next(String worker) {
        var chunk = free.poll();        // TODO: who has it now, and until when?
        return chunk == null ? OptionalInt.empty() : OptionalInt.of(chunk);
    }

    /** A worker has counted so many receipts in a chunk that it had got. */
    public synchronized void done(String worker, int chunk, long receipts) {
        sum += receipts;
        if (--open == 0) whenDone.accept(sum);
    }

    /** A worker is dead, as far as anybody knows. */
    public synchronized void died(String worker) { }
}
