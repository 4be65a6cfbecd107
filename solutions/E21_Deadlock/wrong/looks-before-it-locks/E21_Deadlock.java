// Misconception: Whether the money is there can be seen without a lock.
// The test says: ann and bob both sent 80 from shop 0, and 100 was there: its balance is -60
package workbook;

public class E21_Deadlock {

    private static final class Account {
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
        if (balance(from) < amount) return false;
        synchronized (accounts[Math.min(from, to)]) {
            synchronized (accounts[Math.max(from, to)]) {
                accounts[from].balance -= amount;
                accounts[to].balance += amount;
                return true;
            }
        }
    }

    public int balance(int shop) {
        synchronized (accounts[shop]) {
            return accounts[shop].balance;
        }
    }

    /** What all shops have together, at one moment. */
    public int total() { return total(0); }

    private int total(int shop) {
        if (shop == accounts.length) return 0;
        synchronized (accounts[shop]) {
            return accounts[shop].balance + total(shop + 1);
        }
    }
}
