// Misconception: The function of updateAndGet() is applied once.
// The test says: ann wanted up to 80 and got 80, bob took 100
package workbook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final AtomicReference<Statement> state;

    public E20_LostUpdates(int balance) { this.state = new AtomicReference<>(new Statement(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) {
        state.updateAndGet(s -> new Statement(s.balance() + amount, s.bookings() + 1));
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        var before = state.getAndUpdate(s ->
            s.balance() < amount ? s : new Statement(s.balance() - amount, s.bookings() + 1));
        return before.balance() >= amount;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        var taken = new AtomicInteger();
        state.updateAndGet(s -> {
            int part = Math.min(amount, s.balance());
            if (part <= 0) return s;
            taken.set(part);
            return new Statement(s.balance() - part, s.bookings() + 1);
        });
        return taken.get();
    }

    public Statement statement() { return state.get(); }
}
