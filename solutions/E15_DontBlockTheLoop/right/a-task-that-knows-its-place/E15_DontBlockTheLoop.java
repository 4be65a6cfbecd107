// Style: a FutureTask, which runs on a worker and tells the loop when it is done.
package workbook;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
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

    private final Map<Guest, Object> visits = new HashMap<>();

    /** A task that is given to the loop runs on its thread, when its turn comes. */
    public E15_DontBlockTheLoop(Executor loop, Executor workers, Passwords passwords) {
        this.loop = loop;
        this.workers = workers;
        this.passwords = passwords;
    }

    /** A guest comes, and wants to be known. */
    public void login(Guest guest) {
        var check = new Check(guest, guest.name(), guest.password());
        visits.put(guest, check);
        try {
            workers.execute(check);
        } catch (RejectedExecutionException e) {
            guest.answer("busy");
        }
    }

    private final class Check extends FutureTask<Boolean> {
        private final Guest guest;

        Check(Guest guest, String name, String password) {
            super(() -> passwords.isRight(name, password));
            this.guest = guest;
        }

        @Override protected void done() {
            var text = state() == State.SUCCESS ? resultNow() ? "welcome" : "wrong password" : "sorry";
            loop.execute(() -> {
                if (visits.get(guest) == this) guest.answer(text);
            });
        }
    }

    /** A guest goes. */
    public void leave(Guest guest) { visits.remove(guest); }
}
