// Misconception: If the second step succeeds, nothing has changed since the first.
// The test says: bob had seen a balance of 150 before anybody took anything
package workbook;

public class E20_LostUpdates {

    public record Statement(int balance, int bookings) {}

    private int balance;
    private int bookings;

    public E20_LostUpdates(int balance) { this.balance = balance; }

    public synchronized void deposit(int amount) {
        balance += amount;
        bookings++;
    }

    public synchronized boolean withdraw(int amount) {
        if (balance < amount) return false;
        balance -= amount;
        bookings++;
        return true;
    }

    public int withdrawUpTo(int amount) {
        while (true) {
            int part = Math.min(amount, statement().balance());
            if (part <= 0) return 0;
            if (withdraw(part)) return part;
        }
    }

    public synchronized Statement statement() { return new Statement(balance, bookings); }
}
