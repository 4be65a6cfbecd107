// Misconception: A read-write lock is one lock, and it does not matter which half I take.
// The test says: an update is lost: ann put in 10, bob put in 20
package workbook;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        lock.readLock().lock();
        try {
            balance += amount;
            bookings++;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        lock.readLock().lock();
        try {
            if (balance < amount) return false;
            balance -= amount;
            bookings++;
            return true;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        lock.readLock().lock();
        try {
            int part = Math.min(amount, balance);
            return part > 0 && withdraw(part) ? part : 0;
        } finally {
            lock.readLock().unlock();
        }
    }

    public Statement statement() {
        lock.readLock().lock();
        try {
            return new Statement(balance, bookings);
        } finally {
            lock.readLock().unlock();
        }
    }
}
