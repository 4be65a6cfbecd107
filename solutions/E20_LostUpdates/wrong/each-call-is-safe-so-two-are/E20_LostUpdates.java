// Misconception: A method that only calls safe methods is safe.
// The test says: ann wanted up to 80 and got 0, bob took 30
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private volatile int balance;
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
    public int withdrawUpTo(int amount) {
        int part = Math.min(amount, balance);
        return part > 0 && withdraw(part) ? part : 0;
    }

    public synchronized Statement statement() { return new Statement(balance, bookings); }
}
