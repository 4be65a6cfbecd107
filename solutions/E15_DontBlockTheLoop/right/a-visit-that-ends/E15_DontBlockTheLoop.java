// Style: a visit is an object that knows whether it is over; only the loop looks and writes.
package workbook;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

public class E15_DontBlockTheLoop {

    /** Somebody who is in the shop. What belongs to guests is the loop's: only its thread may touch it. */
    public interface Guest {
        String name();

        String password();

        /** Tells the guest how it went: on the loop's thread only. */
        void answer(String text);
    }

    /** What is known of the guests' passwords. */
    public interface Passwords {
        /** Computes whether a password is right. That takes long. */
        boolean isRight(String name, String password);
    }

    private final Executor loop, workers;
    private final Passwords passwords;

    private final Map<Guest, Visit> visits = new HashMap<>();

    /** A task that is given to the loop runs on its thread, when its turn comes. */
    public E15_DontBlockTheLoop(Executor loop, Executor workers, Passwords passwords) {
        this.loop = loop;
        this.workers = workers;
        this.passwords = passwords;
    }

    /** A guest comes, and wants to be known. */
    public void login(Guest guest) {
        var before = visits.put(guest, new Visit(guest));
        if (before != null) before.over = true;
        var visit = visits.get(guest);
        Runnable check = visit.check(guest.name(), guest.password());
        try {
            workers.execute(check);
        } catch (RejectedExecutionException e) {
            visit.end("busy");
        }
    }

    private final class Visit {
        private final Guest guest;
        private boolean over;

        Visit(Guest guest) { this.guest = guest; }

        Runnable check(String name, String password) {
            return () -> {
                String text = "sorry";
                try {
                    text = passwords.isRight(name, password) ? "welcome" : "wrong password";
                } catch (Throwable nobodyLooks) {
                } finally {
                    var answer = text;
                    loop.execute(() -> end(answer));
                }
            };
        }

        void end(String text) {
            if (!over) guest.answer(text);
        }
    }

    /** A guest goes. */
    public void leave(Guest guest) {
        var visit = visits.remove(guest);
        if (visit != null) visit.over = true;
    }
}
