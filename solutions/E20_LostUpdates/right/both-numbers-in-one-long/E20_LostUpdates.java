// Style: balance and bookings share one atomic long, so they change together.
package workbook;

import java.util.concurrent.atomic.AtomicLong;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final AtomicLong both;      // the balance in the upper half, the bookings in the lower one

    public E20_LostUpdates(int balance) { both = new AtomicLong(pack(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) { both.getAndAdd(pack(amount, 1)); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        return balance(both.getAndUpdate(was -> balance(was) < amount ? was : was + pack(-amount, 1))) >= amount;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        while (true) {
            long was = both.get();
            int part = Math.min(amount, balance(was));
            if (part == 0 || both.compareAndSet(was, was + pack(-part, 1))) return part;
        }
    }

    public Statement statement() {
        long now = both.get();
        return new Statement(balance(now), (int) now);
    }

    private static long pack(int balance, int bookings) { return ((long) balance << 32) + bookings; }

    private static int balance(long both) { return (int) (both >> 32); }
}
