// Style: a read-write lock: statements do not wait for each other.
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
        lock.writeLock().lock();
        try {
            book(amount);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        lock.writeLock().lock();            // from the look on: a read lock does not grow into a write lock
        try {
            if (balance < amount) return false;
            book(-amount);
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        lock.writeLock().lock();
        try {
            int part = Math.min(amount, balance);
            if (part > 0) book(-part);
            return part;
        } finally {
            lock.writeLock().unlock();
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

    private void book(int change) {
        balance += change;
        bookings++;
    }
}
