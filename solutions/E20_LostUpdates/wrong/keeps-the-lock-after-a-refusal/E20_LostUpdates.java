// Misconception: A method that returns gives its locks back.
// The test says: a lock is never given back:
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
        balance += amount;
        bookings++;
        lock.unlock();
    }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        lock.lock();
        if (balance < amount) return false;
        balance -= amount;
        bookings++;
        lock.unlock();
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        lock.lock();
        int part = Math.min(amount, balance);
        boolean taken = part > 0 && withdraw(part);
        lock.unlock();
        return taken ? part : 0;
    }

    public Statement statement() {
        lock.lock();
        var statement = new Statement(balance, bookings);
        lock.unlock();
        return statement;
    }
}
