// Misconception: Whoever is woken can go on, and wakes the next.
// The test says: lost wake-up: bob waits in bank.wait()
package workbook;

public class E21_Deadlock {

    private final int[] balances;
    /** Which accounts somebody is working on; a transfer gets both of its accounts at once or none. */
    private final boolean[] busy;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) {
        this.balances = balances.clone();
        this.busy = new boolean[balances.length];
    }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) {
        reserve(from, to);
        try {
            if (balances[from] < amount) return false;
            balances[from] -= amount;
            balances[to] += amount;
            return true;
        } finally {
            free(from, to);
        }
    }

    public int balance(int shop) {
        reserve(shop, shop);
        try {
            return balances[shop];
        } finally {
            free(shop, shop);
        }
    }

    private synchronized void reserve(int one, int other) {
        boolean interrupted = false;
        while (busy[one] || busy[other]) interrupted |= sleep();
        busy[one] = true;
        busy[other] = true;
        if (interrupted) Thread.currentThread().interrupt();
    }

    private synchronized void free(int one, int other) {
        busy[one] = false;
        busy[other] = false;
        notify();           // two accounts are free again, so somebody can go on
    }

    /** What all shops have together, at one moment. */
    public synchronized int total() {
        boolean interrupted = false;
        while (anyBusy()) interrupted |= sleep();
        int sum = 0;
        for (int balance : balances) sum += balance;
        if (interrupted) Thread.currentThread().interrupt();
        return sum;
    }

    private boolean anyBusy() {
        for (boolean b : busy) {
            if (b) return true;
        }
        return false;
    }

    /** Says whether an interrupt came. */
    private boolean sleep() {
        try {
            wait();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
