// Style: a stamped lock: a statement reads without a lock, and again under one if a writer came in between.
package workbook;

import java.util.concurrent.locks.StampedLock;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final StampedLock lock = new StampedLock();
    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    /** Adds the amount. */
    public void deposit(int amount) {
        long stamp = lock.writeLock();
        try {
            book(amount);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        long stamp = lock.writeLock();
        try {
            if (balance < amount) return false;
            book(-amount);
            return true;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        long stamp = lock.writeLock();
        try {
            int part = Math.min(amount, balance);
            if (part > 0) book(-part);
            return part;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public Statement statement() {
        long stamp = lock.tryOptimisticRead();
        var seen = new Statement(balance, bookings);
        if (lock.validate(stamp)) return seen;
        stamp = lock.readLock();
        try {
            return new Statement(balance, bookings);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private void book(int change) {
        balance += change;
        bookings++;
    }
}
