// Style: only one at a time takes locks; whoever has all it needs leaves the gate and works.
package workbook;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

public class E21_Deadlock {

    private static final class Account {
        final Lock lock = new ReentrantLock();
        int balance;
    }

    private final Account[] accounts;
    private final Lock gate = new ReentrantLock();

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
        lock(accounts[from], accounts[to]);
        try {
            if (accounts[from].balance < amount) return false;
            accounts[from].balance -= amount;
            accounts[to].balance += amount;
            return true;
        } finally {
            unlock(accounts[from], accounts[to]);
        }
    }

    public int balance(int shop) {
        lock(accounts[shop]);
        try {
            return accounts[shop].balance;
        } finally {
            unlock(accounts[shop]);
        }
    }

    /** What all shops have together, at one moment. */
    public int total() {
        lock(accounts);
        try {
            return Stream.of(accounts).mapToInt(account -> account.balance).sum();
        } finally {
            unlock(accounts);
        }
    }

    /** Who waits here holds the gate, and who is waited for does not need it any more. */
    private void lock(Account... needed) {
        gate.lock();
        try {
            for (var account : needed) account.lock.lock();
        } finally {
            gate.unlock();
        }
    }

    private static void unlock(Account... needed) {
        for (var account : needed) account.lock.unlock();
    }
}
