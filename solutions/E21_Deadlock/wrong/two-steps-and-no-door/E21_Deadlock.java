// Misconception: Without two locks at a time there is no deadlock, and nothing else changes.
// The test says: the auditor found a total of 170
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
        synchronized (accounts[from]) {
            if (accounts[from].balance < amount) return false;
            accounts[from].balance -= amount;
        }
        synchronized (accounts[to]) {
            accounts[to].balance += amount;
        }
        return true;
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
