// Style: an explicit lock, given back in finally on every path.
package workbook;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final Lock lock = new ReentrantLock();
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        lock.lock();
        try {
            balance += amount;
            bookings++;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        lock.lock();
        try {
            if (balance < amount) return false;
            balance -= amount;
            bookings++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        lock.lock();
        try {
            int part = Math.min(amount, balance);
            return part > 0 && withdraw(part) ? part : 0;       // reentrant: the owner may take it again
        } finally {
            lock.unlock();
        }
    }

    public Statement statement() {
        lock.lock();
        try {
            return new Statement(balance, bookings);
        } finally {
            lock.unlock();
        }
    }
}
