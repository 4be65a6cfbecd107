// Misconception: What return leaves behind gives itself back.
// The test says: a lock is never given back
package workbook;

import java.util.concurrent.locks.ReentrantLock;

public class E21_Deadlock {

    private static final class Account extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        private int balance;

        Account(int balance) { this.balance = balance; }
    }

    private final Account[] accounts;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) {
        accounts = new Account[balances.length];
        for (int shop = 0; shop < accounts.length; shop++) accounts[shop] = new Account(balances[shop]);
    }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) {
        var source = accounts[from];
        var target = accounts[to];
        var first = from <= to ? source : target;
        var second = from <= to ? target : source;
        first.lock();
        try {
            second.lock();
            if (source.balance < amount) return false;
            source.balance -= amount;
            target.balance += amount;
            second.unlock();
            return true;
        } finally {
            first.unlock();
        }
    }

    public int balance(int shop) {
        accounts[shop].lock();
        try {
            return accounts[shop].balance;
        } finally {
            accounts[shop].unlock();
        }
    }

    /** What all shops have together, at one moment. */
    public int total() { return total(0); }

    private int total(int shop) {
        if (shop == accounts.length) return 0;
        accounts[shop].lock();
        try {
            return accounts[shop].balance + total(shop + 1);
        } finally {
            accounts[shop].unlock();
        }
    }
}
