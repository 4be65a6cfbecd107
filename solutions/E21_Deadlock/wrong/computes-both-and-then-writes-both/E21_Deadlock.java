// Misconception: From and to are always two.
// The test says: the balance of shop 0 is 80 and should be 70
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
        synchronized (accounts[Math.min(from, to)]) {
            synchronized (accounts[Math.max(from, to)]) {
                int less = accounts[from].balance - amount;
                int more = accounts[to].balance + amount;
                if (less < 0) return false;
                accounts[from].balance = less;
                accounts[to].balance = more;
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
