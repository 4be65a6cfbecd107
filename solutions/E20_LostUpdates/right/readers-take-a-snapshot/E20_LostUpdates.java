// Style: writers take turns and publish an immutable record; readers take it without a lock.
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private volatile Statement now;         // volatile, so that readers see what was published

    public E20_LostUpdates(int balance) { now = new Statement(balance, 0); }

    /** Adds the amount. */
    public synchronized void deposit(int amount) { book(amount); }

    /** Takes the amount if it is there, and says whether it was. */
    public synchronized boolean withdraw(int amount) {
        boolean there = now.balance() >= amount;
        if (there) book(-amount);
        return there;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public synchronized int withdrawUpTo(int amount) {
        int part = Math.min(amount, now.balance());
        if (part > 0) book(-part);
        return part;
    }

    public Statement statement() { return now; }

    private void book(int change) { now = new Statement(now.balance() + change, now.bookings() + 1); }
}
