// Misconception: A volatile field is safe to change from many threads.
// The test says: an update is lost: ann put in 10, bob put in 20
package workbook;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private volatile int balance;
    private volatile int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        balance += amount;
        bookings++;
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
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

    public Statement statement() { return new Statement(balance, bookings); }
}
