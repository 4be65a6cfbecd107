// Misconception: If waiting for the permit is interrupted, one goes on without it.
// The test says: an update is lost: ann was interrupted and put in 10
package workbook;

import java.util.concurrent.Semaphore;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final Semaphore mutex = new Semaphore(1, true);
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    private void enter() {
        try {
            mutex.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();     // never swallow an interrupt
        }
    }

    private void leave() { mutex.release(); }

    /** Adds the amount. */
    public void deposit(int amount) {
        enter();
        try {
            balance += amount;
            bookings++;
        } finally {
            leave();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        enter();
        try {
            if (balance < amount) return false;
            balance -= amount;
            bookings++;
            return true;
        } finally {
            leave();
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        enter();
        try {
            int part = Math.min(amount, balance);
            if (part <= 0) return 0;
            balance -= part;
            bookings++;
            return part;
        } finally {
            leave();
        }
    }

    public Statement statement() {
        enter();
        try {
            return new Statement(balance, bookings);
        } finally {
            leave();
        }
    }
}
