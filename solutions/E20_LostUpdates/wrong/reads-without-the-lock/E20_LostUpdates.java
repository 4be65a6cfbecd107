// Misconception: Only those who write need the lock.
// The test says: and there was no such moment
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public synchronized void deposit(int amount) {
        balance += amount;
        bookings++;
    }

    /** Takes the amount if it is there, and says whether it was. */
    public synchronized boolean withdraw(int amount) {
        if (balance < amount) return false;
        balance -= amount;
        bookings++;
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public synchronized int withdrawUpTo(int amount) {
        int part = Math.min(amount, balance);
        return part > 0 && withdraw(part) ? part : 0;
    }

    public Statement statement() { return new Statement(balance, bookings); }
}
