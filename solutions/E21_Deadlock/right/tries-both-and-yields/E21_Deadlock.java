// Style: nobody ever waits for a lock: who does not get both lets the others go on, and begins anew.
package workbook;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class E21_Deadlock {

    private static final class Account {
        final Lock lock = new ReentrantLock();
        int balance;
    }

    private final Account[] accounts;

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
        var source = accounts[from];
        var target = accounts[to];
        while (true) {
            if (source.lock.tryLock()) {
                try {
                    if (target.lock.tryLock()) {
                        try {
                            return move(source, target, amount);
                        } finally {
                            target.lock.unlock();
                        }
                    }
                } finally {
                    source.lock.unlock();
                }
            }
            Thread.yield();
        }
    }

    public int balance(int shop) {
        accounts[shop].lock.lock();
        try {
            return accounts[shop].balance;
        } finally {
            accounts[shop].lock.unlock();
        }
    }

    /** What all shops have together, at one moment. Waits while holding, but only for shops with higher numbers. */
    public int total() { return total(0); }

    private int total(int shop) {
        if (shop == accounts.length) return 0;
        accounts[shop].lock.lock();
        try {
            return accounts[shop].balance + total(shop + 1);
        } finally {
            accounts[shop].lock.unlock();
        }
    }

    private static boolean move(Account source, Account target, int amount) {
        if (source.balance < amount) return false;
        source.balance -= amount;
        target.balance += amount;
        return true;
    }
}
