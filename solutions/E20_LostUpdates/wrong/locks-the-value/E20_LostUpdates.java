// Misconception: The lock belongs to the variable, whatever object is in it at the moment.
// The test says: data race on E20_LostUpdates.now
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private Statement now;

    public E20_LostUpdates(int balance) { now = new Statement(balance, 0); }

    /** Adds the amount. */
    public void deposit(int amount) {
        synchronized (now) {
            now = new Statement(now.balance() + amount, now.bookings() + 1);
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        synchronized (now) {
            if (now.balance() < amount) return false;
            now = new Statement(now.balance() - amount, now.bookings() + 1);
            return true;
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        synchronized (now) {
            int part = Math.min(amount, now.balance());
            return part > 0 && withdraw(part) ? part : 0;
        }
    }

    public Statement statement() {
        synchronized (now) {
            return now;
        }
    }
}
