// Misconception: Any thread but the loop's will do.
// The test says: and the workers are there for it
package workbook;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

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

    private final Map<Guest, Object> visits = new HashMap<>();

    /** A task that is given to the loop runs on its thread, when its turn comes. */
    public E15_DontBlockTheLoop(Executor loop, Executor workers, Passwords passwords) {
        this.loop = loop;
        this.workers = workers;
        this.passwords = passwords;
    }

    /** A guest comes, and wants to be known. */
    public void login(Guest guest) {
        var visit = new Object();
        visits.put(guest, visit);
        String name = guest.name(), password = guest.password();
        Thread.startVirtualThread(() -> {
            var text = check(name, password);
            loop.execute(() -> {
                if (visits.get(guest) == visit) guest.answer(text);
            });
        });
    }

    /** A guest goes. */
    public void leave(Guest guest) { visits.remove(guest); }

    private String check(String name, String password) {
        try {
            return passwords.isRight(name, password) ? "welcome" : "wrong password";
        } catch (Throwable e) {
            return "sorry";
        }
    }
}
