// Style: a semaphore for each shop, taken in the order of the numbers, and only once if it is the same shop.
package workbook;

import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

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
        var shops = IntStream.of(from, to).distinct().sorted().toArray();       // a semaphore does not know its owner
        acquire(shops);
        try {
            if (accounts[from].balance < amount) return false;
            accounts[from].balance -= amount;
            accounts[to].balance += amount;
            return true;
        } finally {
            release(shops);
        }
    }

    public int balance(int shop) {
        acquire(shop);
        try {
            return accounts[shop].balance;
        } finally {
            release(shop);
        }
    }

    /** What all shops have together, at one moment. */
    public int total() {
        var shops = IntStream.range(0, accounts.length).toArray();
        acquire(shops);
        try {
            return IntStream.of(shops).map(shop -> accounts[shop].balance).sum();
        } finally {
            release(shops);
        }
    }

    private void acquire(int... shops) {
        for (int shop : shops) accounts[shop].permit.acquireUninterruptibly();
    }

    private void release(int... shops) {
        for (int shop : shops) accounts[shop].permit.release();
    }
}
