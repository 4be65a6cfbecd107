// Style: the record lies in a concurrent map, and compute() changes it as one step.
package workbook;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

public class E20_LostUpdates {

    /** The balance in euros, and the number of bookings that led to it. */
    public record Statement(int balance, int bookings) {}

    private static final String FAMILY = "family";
    private final ConcurrentHashMap<String, Statement> accounts = new ConcurrentHashMap<>();

    public E20_LostUpdates(int balance) { accounts.put(FAMILY, new Statement(balance, 0)); }

    /** Adds the amount. */
    public void deposit(int amount) { change(0, _ -> amount); }

    /** Takes the amount if it is there, and says whether it was. */
    public boolean withdraw(int amount) { return change(amount, _ -> -amount) == -amount; }

    /** Takes the amount, or what there is if that is less, and says how much it took. Nothing taken is no booking. */
    public int withdrawUpTo(int amount) { return -change(1, was -> -Math.min(amount, was)); }

    public Statement statement() { return accounts.get(FAMILY); }

    /** Books a change that depends on the balance, if at least so much is there, and says by how much the balance changed. */
    private int change(int atLeast, IntUnaryOperator change) {
        var booked = new int[1];
        accounts.compute(FAMILY, (_, was) -> {
            if (was.balance() < atLeast) return was;
            booked[0] = change.applyAsInt(was.balance());
            return new Statement(was.balance() + booked[0], was.bookings() + 1);
        });
        return booked[0];
    }
}
