// Misconception: Who has the permit may take it again, as with a lock.
// The test says: stuck: bob waits in account.permit
package workbook;

import java.util.concurrent.Semaphore;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final Semaphore permit = new Semaphore(1);
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        permit.acquireUninterruptibly();
        try {
            balance += amount;
            bookings++;
        } finally {
            permit.release();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        permit.acquireUninterruptibly();
        try {
            if (balance < amount) return false;
            balance -= amount;
            bookings++;
            return true;
        } finally {
            permit.release();
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        permit.acquireUninterruptibly();
        try {
            int part = Math.min(amount, balance);
            return part > 0 && withdraw(part) ? part : 0;
        } finally {
            permit.release();
        }
    }

    public Statement statement() {
        permit.acquireUninterruptibly();
        try {
            return new Statement(balance, bookings);
        } finally {
            permit.release();
        }
    }
}
