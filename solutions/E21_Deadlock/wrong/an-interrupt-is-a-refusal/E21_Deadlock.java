// Misconception: An interrupt while waiting for a lock means no.
// The test says: a transfer was refused because its thread was interrupted
package workbook;

import java.util.concurrent.locks.ReentrantLock;

public class E21_Deadlock {

    private final ReentrantLock lock = new ReentrantLock();
    private final int[] balances;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) { this.balances = balances.clone(); }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) {
        try {
            lock.lockInterruptibly();       // nobody has to hang in here for ever
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (balances[from] < amount) return false;
            balances[from] -= amount;
            balances[to] += amount;
            return true;
        } finally {
            lock.unlock();
        }
    }

    public int balance(int shop) {
        lock.lock();
        try {
            return balances[shop];
        } finally {
            lock.unlock();
        }
    }

    /** What all shops have together, at one moment. */
    public int total() {
        lock.lock();
        try {
            int sum = 0;
            for (int balance : balances) sum += balance;
            return sum;
        } finally {
            lock.unlock();
        }
    }
}
