// Misconception: A concurrent map makes what I do with it safe.
// The test says: an update is lost: ann put in 10, bob put in 20
package workbook;

import java.util.concurrent.ConcurrentHashMap;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private static final String FAMILY = "family";
    private final ConcurrentHashMap<String, Statement> accounts = new ConcurrentHashMap<>();

    public E20_LostUpdates(int balance) { accounts.put(FAMILY, new Statement(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) { book(amount); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) {
        if (statement().balance() < amount) return false;
        book(-amount);
        return true;
    }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) {
        int part = Math.min(amount, statement().balance());
        if (part > 0) book(-part);
        return part;
    }

    public Statement statement() { return accounts.get(FAMILY); }

    private void book(int change) {
        var was = accounts.get(FAMILY);
        accounts.put(FAMILY, new Statement(was.balance() + change, was.bookings() + 1));
    }
}
