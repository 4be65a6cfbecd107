// Misconception: If each number is right, the two belong together.
// The test says: and there was no such moment
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
        balance.addAndGet(amount);
        bookings.incrementAndGet();
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        boolean taken = balance.getAndUpdate(was -> was < amount ? was : was - amount) >= amount;
        if (taken) bookings.incrementAndGet();
        return taken;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        int part = Math.min(amount, balance.getAndUpdate(was -> was - Math.min(amount, was)));
        if (part > 0) bookings.incrementAndGet();
        return part;
    }

    public Statement statement() { return new Statement(balance.get(), bookings.get()); }
}
