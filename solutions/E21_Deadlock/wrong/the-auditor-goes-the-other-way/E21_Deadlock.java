// Misconception: Only transfers have to agree on an order; whoever just looks may take any.
// The test says: deadlock
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
        var source = accounts[from];
        var target = accounts[to];
        synchronized (accounts[Math.min(from, to)]) {
            synchronized (accounts[Math.max(from, to)]) {
                if (source.balance < amount) return false;
                source.balance -= amount;
                target.balance += amount;
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
    public int total() { return total(accounts.length - 1); }

    private int total(int shop) {
        if (shop < 0) return 0;
        synchronized (accounts[shop]) {
            return accounts[shop].balance + total(shop - 1);
        }
    }
}
