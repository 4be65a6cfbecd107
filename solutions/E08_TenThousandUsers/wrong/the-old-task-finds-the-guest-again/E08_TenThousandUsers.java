// Misconception: A task that looks whether its guest is there needs no cancel().
// The test says: joined again at 45 s, and got beats at [30, 60, 75, 90, 105,
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

    private final Map<Guest, Long> heard = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        if (heard.putIfAbsent(guest, timer.now()) != null) return;
        timer.after(30, () -> beat(guest));
        timer.after(100, () -> drop(guest));
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) { heard.computeIfPresent(guest, (_, before) -> timer.now()); }

    /** The guest gives the pager back. */
    public void leave(Guest guest) { heard.remove(guest); }

    private void beat(Guest guest) {
        if (!heard.containsKey(guest)) return;
        timer.after(30, () -> beat(guest));
        call(guest::beat);
    }

    private void drop(Guest guest) {
        var last = heard.get(guest);
        if (last == null) return;
        long left = last + 100 - timer.now();
        if (left > 0) timer.after(left, () -> drop(guest));
        else if (heard.remove(guest, last)) call(guest::dropped);
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
