// Misconception: First the beat, then the next one.
// The test says: left out of the beat at 30 s, and got beats at [30, 60, 90
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

    private final Map<Guest, Task> beats = new ConcurrentHashMap<>(), drops = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        if (beats.containsKey(guest)) return;
        beats.put(guest, timer.after(30, () -> beat(guest)));
        drops.put(guest, timer.after(100, () -> drop(guest)));
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) {
        var drop = drops.get(guest);
        if (drop == null) return;
        drop.cancel();
        drops.put(guest, timer.after(100, () -> drop(guest)));
    }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        var beat = beats.remove(guest);
        var drop = drops.remove(guest);
        if (beat != null) beat.cancel();
        if (drop != null) drop.cancel();
    }

    private void beat(Guest guest) {
        call(guest::beat);
        beats.put(guest, timer.after(30, () -> beat(guest)));
    }

    private void drop(Guest guest) {
        leave(guest);
        call(guest::dropped);
    }

    private static void call(Runnable guest) {
        try {
            guest.run();
        } catch (RuntimeException broken) { }
    }
}
