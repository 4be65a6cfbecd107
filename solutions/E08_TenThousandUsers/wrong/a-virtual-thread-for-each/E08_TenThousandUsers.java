// Misconception: A virtual thread may sleep, so it may sleep here.
// The test says: now it is 95 s, and got beats at [] s instead of [30, 60, 90] s
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

    private final Map<Guest, Thread> threads = new ConcurrentHashMap<>();
    private final Map<Guest, Long> heard = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        if (heard.putIfAbsent(guest, timer.now()) != null) return;
        threads.put(guest, Thread.ofVirtual().start(() -> hold(guest)));
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) { heard.computeIfPresent(guest, (_, before) -> timer.now()); }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        heard.remove(guest);
        var thread = threads.remove(guest);
        if (thread != null) thread.interrupt();
    }

    private void hold(Guest guest) {
        try {
            while (timer.now() < heard.get(guest) + 100) {
                Thread.sleep(30_000);
                guest.beat();
            }
            leave(guest);
            guest.dropped();
        } catch (InterruptedException left) { }
    }
}
