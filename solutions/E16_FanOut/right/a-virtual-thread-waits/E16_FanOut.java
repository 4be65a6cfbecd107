// Style: a virtual thread waits for the calls, and what ends its wait is the deadline or the hotel.
package workbook;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
        var offer = new CompletableFuture<List<Integer>>();
        var waiter = Thread.startVirtualThread(() -> {
            for (var call : calls) {
                try {
                    CompletableFuture.anyOf(call.handle((price, failure) -> price), deadline, offer).get();
                } catch (InterruptedException | ExecutionException | CancellationException over) { }
            }
            offer.complete(prices(calls));
            for (var call : calls) call.cancel(true);
        });
        offer.whenComplete((_, _) -> waiter.interrupt());
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
