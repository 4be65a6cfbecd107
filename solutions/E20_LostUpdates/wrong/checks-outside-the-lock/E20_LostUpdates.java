// Misconception: Looking changes nothing, so only the change needs the lock.
// The test says: both withdrew, and 100 was there: ann took 80, bob took 80, the balance is -60
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private volatile int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) { book(amount); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        if (balance < amount) return false;
        book(-amount);
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        int part = Math.min(amount, balance);
        if (part > 0) book(-part);
        return part;
    }

    public synchronized Statement statement() { return new Statement(balance, bookings); }

    private synchronized void book(int change) {
        balance += change;
        bookings++;
    }
}
