// Style: takes and gives in two steps, each with one lock; the auditor waits until nothing is on its way and lets nobody in meanwhile.
package workbook;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

public class E21_Deadlock {

    private static final class Account {
        int balance;
    }

    private final Account[] accounts;
    private final ReadWriteLock door = new ReentrantReadWriteLock();

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) {
        accounts = new Account[balances.length];
        for (int shop = 0; shop < accounts.length; shop++) {
            accounts[shop] = new Account();
            accounts[shop].balance = balances[shop];
        }
    }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) {
        door.readLock().lock();             // as many transfers as like, but none while the auditor is there
        try {
            synchronized (accounts[from]) {
                if (accounts[from].balance < amount) return false;
                accounts[from].balance -= amount;
            }
            synchronized (accounts[to]) {
                accounts[to].balance += amount;
            }
            return true;
        } finally {
            door.readLock().unlock();
        }
    }

    public int balance(int shop) {
        synchronized (accounts[shop]) {
            return accounts[shop].balance;
        }
    }

    /** What all shops have together, at one moment. */
    public int total() {
        door.writeLock().lock();
        try {
            return Stream.of(accounts).mapToInt(account -> account.balance).sum();
        } finally {
            door.writeLock().unlock();
        }
    }
}
