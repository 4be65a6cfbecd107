// Misconception: The prices are a list of what has come.
// The test says: and the offer is [
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        var prices = new ConcurrentLinkedQueue<Integer>();
        var calls = suppliers.stream().map(supplier -> ask(supplier, bread)).toList();
        var noted = IntStream.range(0, calls.size()).mapToObj(i -> calls.get(i).exceptionally(_ -> suppliers.get(i).guess()).thenAccept(prices::add)).toList();
        var all = CompletableFuture.allOf(noted.toArray(CompletableFuture[]::new));
        var offer = CompletableFuture.anyOf(all, deadline).thenApply(_ -> List.copyOf(prices));
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
