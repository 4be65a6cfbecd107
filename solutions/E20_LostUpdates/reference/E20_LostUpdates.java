package workbook;

/*
 * E20 · Lost updates
 *
 * Story   Regulars of the bakery pay from an account that the whole family shares. On Saturdays they use it at the same
 *         moment, at the counter, at the table and from the phone. On Mondays some of the money has never arrived, and
 *         some was spent twice.
 * Task    Make the account right, however many use it at once.
 * Rules   The signatures and the record stay as they are, and the account starts no threads.
 *         No booking is lost. The balance is never below zero, not for a moment.
 *         A withdrawal is refused only if the money is not there. A refusal changes nothing and is no booking.
 *         What a statement says belongs together: the balance is the one after exactly so many bookings.
 * Run     ./mvnw -f exercises test -Dtest='E20*'
 */
public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public synchronized void deposit(int amount) {          // one lock for all four: the account itself
        balance += amount;
        bookings++;
    }

    /** Takes the amount if it is there, and says whether it was. */
    public synchronized boolean withdraw(int amount) {      // the look and the change are one
        if (balance < amount) return false;
        balance -= amount;
        bookings++;
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public synchronized int withdrawUpTo(int amount) {      // takes the lock again in withdraw(), which the owner may
        int part = Math.min(amount, balance);
        return part > 0 && withdraw(part) ? part : 0;
    }

    public synchronized Statement statement() { return new Statement(balance, bookings); }      // a reader needs it too
}
