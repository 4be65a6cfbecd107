package workbook;

/*
 * E21 · Deadlock
 *
 * Story   The bakery has several shops, each with an account of its own, and the shops move money between them all day.
 *         On some days everything stands still: the tills hang, nothing has crashed, and only a restart helps.
 * Task    Let the transfers go on, whoever sends whom what at the same moment.
 * Rules   The signatures stay as they are, and the bank starts no threads.
 *         Every call ends, and nobody runs in circles for ever.
 *         A transfer is refused only if the money is not there; a refusal changes nothing. No balance is below zero.
 *         From a shop to itself is a transfer, too: it changes nothing, and is refused if the money is not there.
 *         The auditor may ask for the total at any moment, and it is always the same.
 * Run     ./mvnw -f exercises test -Dtest='E21*'
 */
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
        synchronized (accounts[Math.min(from, to)]) {           // the lower number first, whatever the direction: no circle
            synchronized (accounts[Math.max(from, to)]) {       // the same lock again if from is to, which its owner may take
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
    public int total() { return total(0); }

    /** Of this shop and those after it. */
    private int total(int shop) {
        if (shop == accounts.length) return 0;
        synchronized (accounts[shop]) {
            return accounts[shop].balance + total(shop + 1);        // all later ones are added while this one is held
        }
    }
}
