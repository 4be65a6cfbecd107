// Misconception: Async is thenCompose(): what does not block is fast.
// The test says: was never asked while the first one had not answered
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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
        CompletableFuture<List<Integer>> offer = CompletableFuture.completedFuture(List.of());
        for (var supplier : suppliers)
            offer = offer.thenCompose(prices -> ask(supplier, bread).exceptionally(_ -> supplier.guess())
                    .thenApply(price -> Stream.concat(prices.stream(), Stream.of(price)).toList()));
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
