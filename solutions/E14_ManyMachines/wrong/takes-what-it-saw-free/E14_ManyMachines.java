// Misconception: What I have just seen free is mine.
// The test says: count.coordinator.open.setValue(
package workbook;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {
    private record Lease(String worker, long until) {}

    private final Map<Integer, Lease> open = new ConcurrentHashMap<>();     // what is not counted; a lease of nobody is over
    private final AtomicInteger uncounted;
    private final AtomicLong sum = new AtomicLong();
    private final LongSupplier clock;
    private final LongConsumer whenDone;
    private final long lease;

    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        this.clock = clock;
        this.whenDone = whenDone;
        this.lease = lease;
        for (int chunk = 0; chunk < chunks; chunk++) open.put(chunk, new Lease("", Long.MIN_VALUE));
        uncounted = new AtomicInteger(chunks);
    }

    public OptionalInt next(String worker) {
        long now = clock.getAsLong();
        for (var chunk : open.entrySet()) {
            var old = chunk.getValue();
            if (old.until > now) continue;
            chunk.setValue(new Lease(worker, now + lease));
            return OptionalInt.of(chunk.getKey());
        }
        return OptionalInt.empty();
    }

    public void done(String worker, int chunk, long receipts) {
        if (open.remove(chunk) == null) return;         // only one call removes it
        sum.addAndGet(receipts);
        if (uncounted.decrementAndGet() == 0) whenDone.accept(sum.get());
    }

    public void died(String worker) {
        open.forEach((chunk, lease) -> {
            if (lease.worker.equals(worker)) open.replace(chunk, lease, new Lease("", Long.MIN_VALUE));
        });
    }
}
