// Misconception: Who is not in the map is gone.
// The test says: left at 40 s, and got beats at [30, 60, 90] s instead of [30] s
package workbook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public class E08_TenThousandUsers {

    public interface Guest {
        void beat();

        void dropped();
    }

    /** Tells the time, and runs tasks when they are due, one after another. It may be called by any thread, and never waits. */
    public interface Timer {
        /** Seconds since the bakery has opened. */
        long now();

        /** Runs the task so many seconds from now, at least one. */
        Task after(long seconds, Runnable task);
    }

    public interface Task {
        /** The timer forgets the task. If it has begun already, nothing happens. */
        void cancel();
    }

    private final Map<Guest, Visit> visits = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        var visit = new Visit(guest);
        synchronized (visit) {
            if (visits.putIfAbsent(guest, visit) != null) return;
            visit.beat = timer.after(30, visit::beat);
            visit.drop = timer.after(100, visit::drop);
        }
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) {
        var visit = visits.get(guest);
        if (visit != null) visit.heard();
    }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        visits.remove(guest);
    }

    /** From join() until the guest is gone. Guests are called without the lock, so that nobody waits for them. */
    private class Visit {
        private final Guest guest;
        private Task beat, drop;
        private boolean over;

        Visit(Guest guest) { this.guest = guest; }

        synchronized void heard() {
            if (over) return;
            drop.cancel();
            drop = timer.after(100, this::drop);
        }

        /** Whether it was not over before. */
        synchronized boolean end() {
            if (over) return false;
            over = true;
            beat.cancel();
            drop.cancel();
            return true;
        }

        private void beat() {
            synchronized (this) {
                if (over) return;
                beat = timer.after(30, this::beat);
            }
            call(guest::beat);
        }

        private void drop() {
            if (!end()) return;
            visits.remove(guest, this);
            call(guest::dropped);
        }

        private static void call(Runnable guest) {
            try {
                guest.run();
            } catch (RuntimeException broken) { }
        }
    }
}
