// Misconception: anyOf() of all that can happen is the moment of the offer.
// The test says: suppliers were still to answer, and the offer was complete
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
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
        var all = new ArrayList<CompletableFuture<?>>(calls.stream().map(call -> call.handle((price, failure) -> price)).toList());
        all.add(deadline);
        var offer = CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new)).thenApply(_ -> prices(calls));
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

    private List<Integer> prices(List<CompletableFuture<Integer>> calls) {
        return IntStream.range(0, calls.size())
                .mapToObj(i -> calls.get(i).state() == Future.State.SUCCESS ? calls.get(i).resultNow() : (Integer) suppliers.get(i).guess()).toList();
    }
}
