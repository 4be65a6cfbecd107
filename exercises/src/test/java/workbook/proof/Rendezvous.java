package workbook.proof;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Proves that n tasks are in flight at once: each task waits in {@link #meet} until n of them are there.
 *
 * <p>One of them looks who comes, and the others wait for that one: if all of them looked, they would take the cores from who has
 * yet to come. If nobody else comes and its {@link Patience} ends, it sends all of them home, and {@link #assertMet} says how
 * many there were. From then on nobody waits here any more. An {@link #exactly exact} rendezvous also proves that they never
 * are more: the first n linger, so that one too many has the time to come.
 *
 * <p>Nothing is measured, so the verdict is the same on one core, on many, and under load.
 */
public final class Rendezvous implements AutoCloseable {
    private final int expected;
    private final String what;
    private final boolean exact;
    private final AtomicInteger inFlight = new AtomicInteger(), most = new AtomicInteger();
    private final ReentrantLock looks = new ReentrantLock();
    private volatile boolean open;

    private Rendezvous(int expected, String what, boolean exact) {
        this.expected = expected;
        this.what = what;
        this.exact = exact;
    }

    /** At least so many tasks are in flight at once; {@code what} names them, such as "dishes". */
    public static Rendezvous of(int expected, String what) { return new Rendezvous(expected, what, false); }

    /** So many are in flight at once, and never more. */
    public static Rendezvous exactly(int expected, String what) { return new Rendezvous(expected, what, true); }

    /** To be called by each task. Returns when enough have met, or when there is no hope that they will. */
    public void meet() throws InterruptedException {
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            if (open) return;
            if (!looks.tryLock()) looks.lockInterruptibly();
            try {
                waitForAll();
            } finally {
                looks.unlock();
            }
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void waitForAll() throws InterruptedException {
        boolean met;
        int seen;       // while others still come, there is hope
        do {
            int before = seen = most.get();
            met = Patience.until(Patience.LONG, () -> open || most.get() >= expected || most.get() > before);
        } while (met && !open && seen < most.get() && most.get() < expected);
        if (met && exact) Patience.until(Patience.SHORT, () -> open || most.get() > expected);
        open = true;
    }

    /** The most that were in flight at once so far. */
    public int most() { return most.get(); }

    /** Fails if the expected number was never in flight at once; {@code because} ends the sentence. */
    public void assertMet(String because) {
        if (most() < expected)
            throw new AssertionError("at most %,d of %,d %s were in flight at once: %s".formatted(most(), expected, what, because));
    }

    /** Fails if more than the expected number were in flight at once; {@code because} ends the sentence. */
    public void assertNeverMore(String because) {
        if (most() > expected)
            throw new AssertionError("%,d %s were in flight at once, and %,d are allowed: %s".formatted(most(), what, expected, because));
    }

    /** The test is over: whoever still waits here goes on. */
    @Override public void close() { open = true; }
}
