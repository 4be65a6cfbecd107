// Misconception: With an atomic variable everything I do with it is atomic.
// The test says: an update is lost: ann put in 10, bob put in 20
package workbook;

import java.util.concurrent.atomic.AtomicInteger;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final AtomicInteger balance;
    private final AtomicInteger bookings = new AtomicInteger();

    public E20_LostUpdates(int balance) { this.balance = new AtomicInteger(balance); }

    /** Adds the amount. */
    public void deposit(int amount) {
        balance.set(balance.get() + amount);
        bookings.incrementAndGet();
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        if (balance.get() < amount) return false;
        balance.set(balance.get() - amount);
        bookings.incrementAndGet();
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        int part = Math.min(amount, balance.get());
        return part > 0 && withdraw(part) ? part : 0;
    }

    public Statement statement() { return new Statement(balance.get(), bookings.get()); }
}
