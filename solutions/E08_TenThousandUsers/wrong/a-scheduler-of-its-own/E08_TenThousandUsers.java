// Misconception: One thread for all is no thread for each, so I may start it.
// The test says: 1 thread is left behind: 20 guests have joined
package workbook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final Map<Guest, Future<?>> beats = new ConcurrentHashMap<>();
    private final Map<Guest, Long> heard = new ConcurrentHashMap<>();
    private final Timer timer;

    public E08_TenThousandUsers(Timer timer) { this.timer = timer; }

    /** A guest who is not there yet takes a pager. */
    public void join(Guest guest) {
        if (heard.putIfAbsent(guest, timer.now()) != null) return;
        beats.put(guest, clock.scheduleAtFixedRate(() -> beat(guest), 30, 30, TimeUnit.SECONDS));
    }

    /** The guest's pager has given a sign of life. */
    public void heard(Guest guest) { heard.computeIfPresent(guest, (_, before) -> timer.now()); }

    /** The guest gives the pager back. */
    public void leave(Guest guest) {
        heard.remove(guest);
        var beat = beats.remove(guest);
        if (beat != null) beat.cancel(false);
    }

    private void beat(Guest guest) {
        var last = heard.get(guest);
        if (last != null && timer.now() >= last + 100) {
            leave(guest);
            guest.dropped();
        } else guest.beat();
    }
}
