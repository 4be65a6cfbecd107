// Misconception: Who has the permit may take it again, as with a lock.
// The test says: stuck: ann waits in
package workbook;

import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

public class E21_Deadlock {

    private static final class Account {
        final Semaphore permit = new Semaphore(1);
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
        var first = accounts[Math.min(from, to)];
        var second = accounts[Math.max(from, to)];
        first.permit.acquireUninterruptibly();
        second.permit.acquireUninterruptibly();
        try {
            if (accounts[from].balance < amount) return false;
            accounts[from].balance -= amount;
            accounts[to].balance += amount;
            return true;
        } finally {
            second.permit.release();
            first.permit.release();
        }
    }

    public int balance(int shop) {
        accounts[shop].permit.acquireUninterruptibly();
        try {
            return accounts[shop].balance;
        } finally {
            accounts[shop].permit.release();
        }
    }

    /** What all shops have together, at one moment. */
    public int total() {
        for (var account : accounts) account.permit.acquireUninterruptibly();
        try {
            return Stream.of(accounts).mapToInt(account -> account.balance).sum();
        } finally {
            for (var account : accounts) account.permit.release();
        }
    }
}
