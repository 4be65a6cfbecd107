// Style: a semaphore with one permit; it is not reentrant, so no method calls another that takes it.
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
            book(amount);
        } finally {
            permit.release();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        permit.acquireUninterruptibly();
        try {
            if (balance < amount) return false;
            book(-amount);
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
            if (part > 0) book(-part);
            return part;
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

    private void book(int change) {
        balance += change;
        bookings++;
    }
}
