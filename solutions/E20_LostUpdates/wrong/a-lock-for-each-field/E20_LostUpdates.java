// Misconception: Every field has its lock, so every field is safe.
// The test says: and there was no such moment
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final Object ofBalance = new Object(), ofBookings = new Object();
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        synchronized (ofBalance) { balance += amount; }
        synchronized (ofBookings) { bookings++; }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        synchronized (ofBalance) {
            if (balance < amount) return false;
            balance -= amount;
        }
        synchronized (ofBookings) { bookings++; }
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        synchronized (ofBalance) {
            int part = Math.min(amount, balance);
            return part > 0 && withdraw(part) ? part : 0;
        }
    }

    public Statement statement() {
        synchronized (ofBalance) {
            synchronized (ofBookings) {
                return new Statement(balance, bookings);
            }
        }
    }
}
