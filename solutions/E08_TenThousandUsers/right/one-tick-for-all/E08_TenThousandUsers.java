// Style: one tick a second for all, as long as anybody is there; it looks at everybody.
package workbook;

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
        List<Map.Entry<Guest, Seat>> all;
        synchronized (this) {
            all = seats.entrySet().stream().map(Map.Entry::copyOf).toList();
            ticks = !all.isEmpty();
            if (ticks) timer.after(1, this::tick);
        }
        long now = timer.now();
        for (var each : all) look(each.getKey(), each.getValue(), now);
    }

    private void look(Guest guest, Seat seat, long now) {
        boolean beats, drops;
        synchronized (this) {
            if (seats.get(guest) != seat) return;
            beats = seat.beat <= now;
            drops = seat.drop <= now;
            if (beats) seat.beat += 30;
            if (drops) seats.remove(guest);
        }
        if (drops) call(guest::dropped);
        else if (beats) call(guest::beat);
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
