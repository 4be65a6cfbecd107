// Style: each chunk is an immutable state in an atomic array, and whoever replaces it by compareAndSet has done the step.
package workbook;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

public class E14_ManyMachines {
    private sealed interface State {}
    private record Free() implements State {}
    private record Held(String worker, long until) implements State {}
    private record Counted() implements State {}

    private final AtomicReferenceArray<State> states;
    private final AtomicInteger open;
    private final AtomicLong sum = new AtomicLong();
    private final long lease;
    private final LongSupplier clock;
    private final LongConsumer whenDone;

    public E14_ManyMachines(int chunks, long lease, LongSupplier clock, LongConsumer whenDone) {
        states = new AtomicReferenceArray<>(chunks);
        for (int chunk = 0; chunk < chunks; chunk++) states.set(chunk, new Free());
        open = new AtomicInteger(chunks);
        this.lease = lease;
        this.clock = clock;
        this.whenDone = whenDone;
    }

    public OptionalInt next(String worker) {
        long now = clock.getAsLong();
        for (int chunk = 0; chunk < states.length(); chunk++) {
            var seen = states.get(chunk);
            boolean free = seen instanceof Free || seen instanceof Held held && held.until <= now;
            if (free && states.compareAndSet(chunk, seen, new Held(worker, now + lease))) return OptionalInt.of(chunk);
        }
        return OptionalInt.empty();
    }

    public void done(String worker, int chunk, long receipts) {
        if (states.getAndSet(chunk, new Counted()) instanceof Counted) return;
        sum.addAndGet(receipts);                // before it is one less, so whoever finds none left finds all of them in the sum
        if (open.decrementAndGet() == 0) whenDone.accept(sum.get());
    }

    public void died(String worker) {
        for (int chunk = 0; chunk < states.length(); chunk++)
            if (states.get(chunk) instanceof Held held && held.worker.equals(worker)) states.compareAndSet(chunk, held, new Free());
    }
}
