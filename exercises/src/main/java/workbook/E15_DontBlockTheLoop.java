package workbook;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/*
 * E15 · Don't block the loop
 *
 * Story   The bakery's web shop is an event loop: one thread serves all guests, each for a moment. Whoever logs in has
 *         a password checked, which is made to be slow. Meanwhile nobody else is served, and the shop seems dead.
 * Task    Let the workers check passwords, and let the loop go on meanwhile.
 * Rules   The types and signatures here stay as they are. login() and leave() are called on the loop's thread, and
 *         return at once. Neither throws.
 *         isRight() is called on a thread of the workers, as often at once as there are workers, and once for a login.
 *         Everything that concerns guests happens on the loop's thread: their answers, and whether they are here.
 *         The loop sleeps if nothing is to do: a login gives it one task, when its password is checked.
 *         The answer is "welcome" or "wrong password"; "sorry" if isRight() throws whatever; and "busy" if the workers
 *         take no more tasks.
 *         Who leaves gets no answer to what was asked before, also if she is back by then and has asked again. Who asks
 *         again without leaving gets one answer: to what she asked last. Two guests may have the same name.
 * Run     ./mvnw -f exercises test -Dtest='E15*'
 */
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
    private final Set<Guest> here = new HashSet<>();

    /** A task that is given to the loop runs on its thread, when its turn comes. */
    public E15_DontBlockTheLoop(Executor loop, Executor workers, Passwords passwords) {
        this.loop = loop;
        this.workers = workers;
        this.passwords = passwords;
    }

    /** A guest comes, and wants to be known. */
    public void login(Guest guest) {
        here.add(guest);
        boolean right = passwords.isRight(guest.name(), guest.password());      // TODO: all others wait for this
        if (here.contains(guest)) guest.answer(right ? "welcome" : "wrong password");
    }

    /** A guest goes. */
    public void leave(Guest guest) { here.remove(guest); }
}
