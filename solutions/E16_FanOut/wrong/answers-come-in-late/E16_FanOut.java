// Misconception: What comes after the deadline is still a price.
// The test says: and the offer changed after it was complete
package workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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
        var prices = Collections.synchronizedList(new ArrayList<>(suppliers.stream().map(Supplier::guess).toList()));
        var calls = suppliers.stream().map(supplier -> ask(supplier, bread)).toList();
        for (int i = 0; i < calls.size(); i++) {
            int number = i;
            calls.get(i).thenAccept(price -> prices.set(number, price));
        }
        var all = CompletableFuture.allOf(calls.stream().map(call -> call.handle((price, failure) -> price)).toArray(CompletableFuture[]::new));
        CompletableFuture<List<Integer>> offer = CompletableFuture.anyOf(all, deadline).thenApply(_ -> prices);
        offer.whenComplete((_, _) -> calls.forEach(call -> call.cancel(true)));
        return offer;
    }

    private static CompletableFuture<Integer> ask(Supplier supplier, String bread) {
        try {
            return supplier.price(bread);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
