// Style: no lock: the next task is in an atomic reference, and the end of a visit is a mark in its place.
package workbook;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

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

    private final Task over = () -> {};

    private final Map<Guest, Visit> visits = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        var visit = new Visit();
        if (visits.putIfAbsent(guest, visit) != null) return;
        arm(visit.beat, 30, () -> beat(guest, visit));
        arm(visit.drop, 100, () -> drop(guest, visit));
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) {
        var visit = visits.get(guest);
        if (visit != null) arm(visit.drop, 100, () -> drop(guest, visit));
    }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        var visit = visits.remove(guest);
        if (visit != null) visit.end();
    }

    /** The next task takes the place of the one before, unless the visit is over. */
    private void arm(AtomicReference<Task> place, long seconds, Runnable task) {
        var next = timer.after(seconds, task);
        for (var before = place.get(); before != over; before = place.get())
            if (place.compareAndSet(before, next)) {
                if (before != null) before.cancel();
                return;
            }
        next.cancel();
    }

    private void beat(Guest guest, Visit visit) {
        arm(visit.beat, 30, () -> beat(guest, visit));
        if (visits.get(guest) == visit) call(guest::beat);
    }

    private void drop(Guest guest, Visit visit) {
        if (!visits.remove(guest, visit)) return;
        visit.end();
        call(guest::dropped);
    }

    private class Visit {
        final AtomicReference<Task> beat = new AtomicReference<>(), drop = new AtomicReference<>();

        void end() {
            for (var place : List.of(beat, drop)) {
                var task = place.getAndSet(over);
                if (task != null) task.cancel();
            }
        }
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
