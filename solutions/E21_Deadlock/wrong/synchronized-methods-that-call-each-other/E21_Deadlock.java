// Misconception: With synchronized methods each account looks after itself.
// The test says: deadlock
package workbook;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

public class E21_Deadlock {

    private static final class Account {
        private int balance;

        Account(int balance) { this.balance = balance; }

        synchronized boolean send(Account target, int amount) {
            if (balance < amount) return false;
            balance -= amount;
            target.receive(amount);
            return true;
        }

        synchronized void receive(int amount) { balance += amount; }

        synchronized int balance() { return balance; }

        synchronized int balanceAndThose(Iterator<Account> others) {
            return balance + (others.hasNext() ? others.next().balanceAndThose(others) : 0);
        }
    }

    private final List<Account> accounts;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) { accounts = IntStream.of(balances).mapToObj(Account::new).toList(); }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) { return accounts.get(from).send(accounts.get(to), amount); }

    public int balance(int shop) { return accounts.get(shop).balance(); }

    /** What all shops have together, at one moment. */
    public int total() {
        var all = accounts.iterator();
        return all.next().balanceAndThose(all);
    }
}
