// Style: an array of guesses that prices replace, and a count of those who are missing.
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
        var prices = new AtomicReferenceArray<>(suppliers.stream().map(Supplier::guess).toArray(Integer[]::new));
        var missing = new AtomicInteger(suppliers.size());
        var offer = new CompletableFuture<List<Integer>>();
        for (int i = 0; i < suppliers.size(); i++) {
            int number = i;
            var call = ask(suppliers.get(i), bread);
            offer.whenComplete((_, _) -> call.cancel(true));
            call.whenComplete((price, failure) -> {
                if (failure == null) prices.set(number, price);
                if (missing.decrementAndGet() == 0) complete(offer, prices);
            });
        }
        deadline.whenComplete((_, _) -> complete(offer, prices));
        return offer;
    }

    private static void complete(CompletableFuture<List<Integer>> offer, AtomicReferenceArray<Integer> prices) {
        offer.complete(IntStream.range(0, prices.length()).mapToObj(prices::get).toList());
    }

    private static CompletableFuture<Integer> ask(Supplier supplier, String bread) {
        try {
            return supplier.price(bread);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
