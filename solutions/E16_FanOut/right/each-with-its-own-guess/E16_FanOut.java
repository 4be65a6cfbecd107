// Style: each call becomes a future of a price or a guess, and the offer is all of them.
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

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
        var calls = suppliers.stream().map(supplier -> ask(supplier, bread)).toList();
        var prices = IntStream.range(0, calls.size()).mapToObj(i -> calls.get(i).applyToEither(deadline.handle((_, _) -> null), price -> price)
                .handle((price, failure) -> price != null ? price : (Integer) suppliers.get(i).guess())).toList();
        var offer = CompletableFuture.allOf(prices.toArray(CompletableFuture[]::new)).thenApply(_ -> prices.stream().map(CompletableFuture::join).toList());
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
