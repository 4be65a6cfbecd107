// Style: a queue ordered by what is due first, and one task in the timer for its head.
package workbook;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

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

    private record Due(long time, long number, Visit visit, boolean isBeat) {}

    private static class Visit {
        final Guest guest;
        Due beat, drop;

        Visit(Guest guest) { this.guest = guest; }
    }

    private final Map<Guest, Visit> visits = new HashMap<>();
    private final TreeSet<Due> queue = new TreeSet<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
    private final Timer timer;
    private long numbers, armedFor;
    private Task armed;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public synchronized void join(Guest guest) {
        if (visits.containsKey(guest)) return;
        var visit = new Visit(guest);
        visits.put(guest, visit);
        visit.beat = add(30, visit, true);
        visit.drop = add(100, visit, false);
        arm();
    }

    /** The guest's pager has given a sign of life. */
    public synchronized void heard(Guest guest) {
        var visit = visits.get(guest);
        if (visit == null) return;
        queue.remove(visit.drop);
        visit.drop = add(100, visit, false);
        arm();
    }

    /** The guest gives the pager back. */
    public synchronized void leave(Guest guest) {
        var visit = visits.remove(guest);
        if (visit == null) return;
        queue.remove(visit.beat);
        queue.remove(visit.drop);
        arm();
    }

    private Due add(long seconds, Visit visit, boolean isBeat) {
        var due = new Due(timer.now() + seconds, numbers++, visit, isBeat);
        queue.add(due);
        return due;
    }

    /** One task is in the timer, for whoever is first. */
    private void arm() {
        if (armed != null && !queue.isEmpty() && queue.first().time == armedFor) return;
        if (armed != null) armed.cancel();
        armed = null;
        if (queue.isEmpty()) return;
        armedFor = queue.first().time;
        armed = timer.after(Math.max(1, armedFor - timer.now()), this::run);
    }

    private void run() {
        for (var due = next(); due != null; due = next()) call(due.isBeat ? due.visit.guest::beat : due.visit.guest::dropped);
    }

    private synchronized Due next() {
        if (queue.isEmpty() || queue.first().time > timer.now()) {
            arm();
            return null;
        }
        var due = queue.pollFirst();
        if (due.isBeat) due.visit.beat = add(30, due.visit, true);
        else leave(due.visit.guest);
        return due;
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
