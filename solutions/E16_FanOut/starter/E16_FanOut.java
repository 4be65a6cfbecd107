package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/*
 * E16 · Fan-out
 *
 * Story   The bakery makes offers to hotels. It asks its suppliers for their prices, one after another, and waits for
 *         each. If one of them does not answer, there is no offer at all, and the hotel waits for ever.
 * Task    Ask all at once, and have an offer at the deadline, whoever has answered by then.
 * Rules   The types and signatures here stay as they are.
 *         offer() returns at once, and no platform thread waits for anything. Each supplier is asked once.
 *         For a supplier who has failed, or has not answered by the deadline, its guess stands in the offer. Also a
 *         price() that throws an exception is a supplier who has failed, and so is one whose future is cancelled. None
 *         of that makes the offer fail.
 *         The offer is complete as soon as all have answered or failed, or else when the deadline is.
 *         Who has not answered by then is cancelled: the very future that price() gave. So are all that are pending if
 *         the hotel cancels its offer.
 *         The deadline is not yours: other offers wait for it, too. It never fails.
 * Run     ./mvnw -f exercises test -Dtest='E16*'
 */
public class E16_FanOut {

    /** A supplier, over a client that never blocks. */
    public interface Supplier {
        /** Asks for a price, and gives a future of it at once. Who cancels that future hangs up, and the supplier stops. */
        CompletableFuture<Integer> price(String bread);

        /** What it took the last time. */
        int guess();
    }

    private final List<Supplier> suppliers;

    public E16_FanOut(List<Supplier> suppliers) { this.suppliers = suppliers; }

    /** The suppliers' prices in their order; the deadline is a future that is complete when time is up. */
    public CompletableFuture<List<Integer>> offer(String bread, CompletableFuture<?> deadline) {
        var prices = new ArrayList<Integer>();
        for (var supplier : suppliers) prices.add(supplier.price(bread).join());    // TODO: one after another, and for ever
        return CompletableFuture.completedFuture(prices);
    }
}
