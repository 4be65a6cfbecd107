// Misconception: Who is gone disturbs nobody.
// The test says: dropped() is under way, and nobody else should have to wait for it
package workbook;

import java.util.HashMap;
import java.util.Map;

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

    private final Map<Guest, Pager> pagers = new HashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public synchronized void join(Guest guest) {
        if (pagers.containsKey(guest)) return;
        var pager = new Pager(guest, timer.now());
        pagers.put(guest, pager);
        pager.beat = timer.after(30, () -> beat(pager));
        pager.drop = timer.after(100, () -> drop(pager));
    }

    /** The guest's pager has given a sign of life. */
    public synchronized void heard(Guest guest) {
        var pager = pagers.get(guest);
        if (pager != null) pager.heard = timer.now();
    }

    /** The guest gives the pager back. */
    public synchronized void leave(Guest guest) {
        var pager = pagers.remove(guest);
        if (pager == null) return;
        pager.beat.cancel();
        pager.drop.cancel();
    }

    private void beat(Pager pager) {
        synchronized (this) {
            if (pagers.get(pager.guest) != pager) return;
            pager.due += 30;
            pager.beat = timer.after(Math.max(1, pager.due - timer.now()), () -> beat(pager));
        }
        quietly(pager.guest::beat);
    }

    private void drop(Pager pager) {
        synchronized (this) {
            if (pagers.get(pager.guest) != pager) return;
            long left = pager.heard + 100 - timer.now();
            if (left > 0) {
                pager.drop = timer.after(left, () -> drop(pager));
                return;
            }
            leave(pager.guest);
            quietly(pager.guest::dropped);
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException broken) { }
    }

    private static final class Pager {
        final Guest guest;
        long due, heard;
        Task beat, drop;

        Pager(Guest guest, long now) {
            this.guest = guest;
            due = now + 30;
            heard = now;
        }
    }
}
