package workbook.proof;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for something that ought to happen soon, and gives up if it does not.
 *
 * <p>Patience is counted in turns that the waiting thread itself got, of about 1 ms each, and never by the clock.
 * On a loaded machine turns come more slowly, so the patience grows with the load, and a pause of the whole JVM
 * costs nobody a turn. Works for platform threads and virtual threads.
 */
public final class Patience {
    /** For what must happen: only a wrong answer waits this long. About 1 s on an idle machine. */
    public static final int LONG = 1_000;
    /** For what must not happen: every right answer waits this long. About 0.2 s on an idle machine. */
    public static final int SHORT = 200;

    private Patience() {}

    /**
     * Looks once, and once more after each turn.
     *
     * @return true as soon as it has happened; false if it has not happened after that many turns
     */
    public static boolean until(int turns, BooleanSupplier happened) throws InterruptedException {
        for (int turn = 0; !happened.getAsBoolean(); turn++) {
            if (turn >= turns) return false;
            LockSupport.parkNanos(1_000_000);
            if (Thread.interrupted()) throw new InterruptedException();
        }
        return true;
    }
}
