// Misconception: After a compare-and-set that failed only the set has to be repeated.
// The test says: both withdrew, and 100 was there: ann took 80, bob took 80, the balance is -60
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
        if (balance.get() < amount) return false;
        int was = balance.get();
        while (!balance.compareAndSet(was, was - amount)) was = balance.get();
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
