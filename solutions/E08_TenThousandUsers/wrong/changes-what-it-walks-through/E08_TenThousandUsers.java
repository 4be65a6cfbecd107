// Misconception: The timer has one thread, so nobody changes the map while I walk through it.
// The test says: java.util.ConcurrentModificationException has left a task
package workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    private static class Seat {
        long beat, drop;

        Seat(long now) {
            beat = now + 30;
            drop = now + 100;
        }
    }

    private final Map<Guest, Seat> seats = new HashMap<>();
    private final Timer timer;
    private boolean ticks;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public synchronized void join(Guest guest) {
        seats.putIfAbsent(guest, new Seat(timer.now()));
        if (!ticks) timer.after(1, this::tick);
        ticks = true;
    }

    /** The guest's pager has given a sign of life. */
    public synchronized void heard(Guest guest) {
        var seat = seats.get(guest);
        if (seat != null) seat.drop = timer.now() + 100;
    }

    /** The guest gives the pager back. */
    public synchronized void leave(Guest guest) { seats.remove(guest); }

    private void tick() {
        synchronized (this) {
            ticks = !seats.isEmpty();
            if (ticks) timer.after(1, this::tick);
        }
        long now = timer.now();
        var gone = new ArrayList<Guest>();
        for (var each : seats.entrySet()) look(each.getKey(), each.getValue(), now, gone);
        for (var guest : gone) {
            leave(guest);
            call(guest::dropped);
        }
    }

    private void look(Guest guest, Seat seat, long now, List<Guest> gone) {
        boolean beats, drops;
        synchronized (this) {
            if (seats.get(guest) != seat) return;
            beats = seat.beat <= now;
            drops = seat.drop <= now;
            if (beats) seat.beat += 30;
        }
        if (drops) gone.add(guest);
        else if (beats) call(guest::beat);
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
