// Misconception: What is put right at once has never been wrong.
// The test says: bob was refused 80, and 100 was there
package workbook;

import java.util.concurrent.atomic.AtomicReference;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private final AtomicReference<Statement> now;

    public E20_LostUpdates(int balance) { now = new AtomicReference<>(new Statement(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) { book(amount, 1); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        if (book(-amount, 1).balance() >= 0) return true;
        book(amount, -1);
        return false;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        while (true) {
            var was = now.get();
            int part = Math.min(amount, was.balance());
            if (part <= 0) return 0;
            if (now.compareAndSet(was, new Statement(was.balance() - part, was.bookings() + 1))) return part;
        }
    }

    public Statement statement() { return now.get(); }

    private Statement book(int change, int bookings) {
        return now.updateAndGet(was -> new Statement(was.balance() + change, was.bookings() + bookings));
    }
}
