// Style: one task for each guest, for whatever is due next; who is heard from only leaves a stamp.
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
        if (visits.putIfAbsent(guest, visit) != null) return;
        visit.arm();
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) {
        var visit = visits.get(guest);
        if (visit != null) visit.heard = timer.now();
    }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        var visit = visits.remove(guest);
        if (visit != null) visit.end();
    }

    private class Visit {
        private final Guest guest;
        private volatile long heard = timer.now();
        private long beat = heard + 30;
        private Task next;
        private boolean over;

        Visit(Guest guest) { this.guest = guest; }

        synchronized void arm() { if (!over) next = timer.after(Math.max(1, Math.min(beat, heard + 100) - timer.now()), this::run); }

        synchronized void end() {
            over = true;
            if (next != null) next.cancel();
        }

        private void run() {
            if (timer.now() >= heard + 100) {
                if (visits.remove(guest, this)) call(guest::dropped);
                return;
            }
            boolean beats = false;
            synchronized (this) {
                if (over) return;
                if (timer.now() >= beat) {
                    beats = true;
                    beat += 30;
                }
                arm();
            }
            if (beats) call(guest::beat);
        }
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
