// Misconception: What was due a moment ago is due.
// The test says: each said leave() of the other out of it, and 2 of them got it
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
        List<Guest> beats = new ArrayList<>(), drops = new ArrayList<>();
        synchronized (this) {
            long now = timer.now();
            seats.forEach((guest, seat) -> {
                if (seat.drop <= now) drops.add(guest);
                else if (seat.beat <= now) beats.add(guest);
                if (seat.beat <= now) seat.beat += 30;
            });
            drops.forEach(seats::remove);
            ticks = !seats.isEmpty();
            if (ticks) timer.after(1, this::tick);
        }
        for (var guest : beats) call(guest::beat);
        for (var guest : drops) call(guest::dropped);
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
