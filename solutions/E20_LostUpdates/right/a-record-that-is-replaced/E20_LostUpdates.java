// Style: no lock: balance and bookings are one immutable record, and compare-and-set replaces it or tries again.
package workbook;

import java.util.concurrent.atomic.AtomicReference;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final AtomicReference<Statement> now;

    public E20_LostUpdates(int balance) { now = new AtomicReference<>(new Statement(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) { now.updateAndGet(was -> new Statement(was.balance() + amount, was.bookings() + 1)); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        for (var was = now.get(); was.balance() >= amount; was = now.get()) {      // looks again before each try
            if (now.compareAndSet(was, new Statement(was.balance() - amount, was.bookings() + 1))) return true;
        }
        return false;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        var was = now.getAndUpdate(s -> s.balance() == 0 ? s : new Statement(s.balance() - Math.min(amount, s.balance()), s.bookings() + 1));
        return Math.min(amount, was.balance());
    }

    public Statement statement() { return now.get(); }
}
