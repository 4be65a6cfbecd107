// Misconception: A future that has failed throws a CompletionException.
// The test says: a supplier has cancelled its future, and the others have answered, and the offer
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        var all = CompletableFuture.allOf(calls.stream().map(call -> call.handle((price, failure) -> price)).toArray(CompletableFuture[]::new));
        var offer = CompletableFuture.anyOf(all, deadline).thenApply(_ -> IntStream.range(0, calls.size()).mapToObj(i -> price(calls.get(i), suppliers.get(i).guess())).toList());
        offer.whenComplete((_, _) -> calls.forEach(call -> call.cancel(true)));
        return offer;
    }

    private static int price(CompletableFuture<Integer> call, int guess) {
        try {
            return call.getNow(guess);
        } catch (CompletionException e) {
            return guess;
        }
    }

    private static CompletableFuture<Integer> ask(Supplier supplier, String bread) {
        try {
            return supplier.price(bread);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
