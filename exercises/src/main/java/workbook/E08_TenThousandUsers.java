package workbook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/*
 * E08 · Ten thousand users
 *
 * Story   While their bread is in the oven, the bakery's guests carry a pager. It gets a beat every 30 seconds and shows
 *         "out of reach" without; who has not been heard from for 100 seconds has gone home with it. Each guest has a
 *         thread that sleeps from beat to beat, and on Saturdays thousands of them want memory for sleeping.
 * Task    Hold the guests without a thread for each: let the timer call you when something is due.
 * Rules   The signatures and the types in them stay as they are. No thread is started. The timer is the only clock, and never late.
 *         A guest gets beat() 30, 60, 90, … s after join(), to the second, from a task of the timer, as long as they are there.
 *         Being heard from does not move the beats. 100 s after a guest was last heard from, for which join() counts,
 *         they are gone, and then get dropped() once, from a task of the timer. Who leaves is gone, too,
 *         and gets nothing more but what is under way. join() of somebody who is there does nothing, and so do heard() and leave()
 *         of somebody who is not. Who is gone may join again, also out of dropped(), and begins anew: the time before is over.
 *         A guest whose beat() or dropped() throws an exception (no Error) disturbs nobody:
 *         it leaves no task, and all goes on as without it.
 *         Calls may come from any threads at any time, also out of beat() or dropped() and while one is under way, and return at once.
 *         The timer never holds more than two tasks for each guest who is there, and one more.
 *         30 s after a guest is gone nothing refers to them any more; 30 s after the last one is gone the timer holds no task.
 * Run     ./mvnw -f exercises test -Dtest='E08*'
 */
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
        threads.put(guest, Thread.ofPlatform().daemon().start(() -> hold(guest)));      // TODO: a thread that will mostly sleep
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
