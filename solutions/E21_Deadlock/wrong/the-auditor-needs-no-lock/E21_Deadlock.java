// Misconception: Who only reads needs no lock.
// The test says: the auditor found a total of
package workbook;

public class E21_Deadlock {

    private final int[] balances;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) { this.balances = balances.clone(); }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public synchronized boolean transfer(int from, int to, int amount) {
        if (balances[from] < amount) return false;
        balances[from] -= amount;
        balances[to] += amount;
        return true;
    }

    public synchronized int balance(int shop) { return balances[shop]; }

    /** What all shops have together, at one moment. */
    public int total() {
        int total = 0;
        for (int balance : balances) total += balance;
        return total;
    }
}
