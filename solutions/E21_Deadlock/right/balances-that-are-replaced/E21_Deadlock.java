// Style: no lock: the balances are one immutable list, and compare-and-set replaces it or tries again.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

public class E21_Deadlock {

    private final AtomicReference<List<Integer>> balances;

    /** Opens an account for each shop: shop 0 with the first balance, and so on, in euros. */
    public E21_Deadlock(int... balances) { this.balances = new AtomicReference<>(IntStream.of(balances).boxed().toList()); }

    /** Moves the amount from one shop to another if it is there, and says whether it was. */
    public boolean transfer(int from, int to, int amount) {
        while (true) {
            var were = balances.get();
            if (were.get(from) < amount) return false;
            var next = new ArrayList<>(were);
            next.set(from, next.get(from) - amount);
            next.set(to, next.get(to) + amount);
            if (balances.compareAndSet(were, List.copyOf(next))) return true;
        }
    }

    public int balance(int shop) { return balances.get().get(shop); }

    /** What all shops have together, at one moment. */
    public int total() { return balances.get().stream().mapToInt(Integer::intValue).sum(); }
}
