// Misconception: Somebody has to wait, and the guest has time.
// The test says: order() has not returned
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

public class E23_Starvation {

    /** What a guest orders: a dish, and the dishes that have to be ready before it. */
    public record Dish(String name, List<Dish> parts) {}

    /** Keeps a cook busy until the dish is ready; the parts are what was prepared for it, in their order. */
    public interface Recipe {
        String prepare(String dish, List<String> parts) throws Exception;
    }

    private final ExecutorService kitchen;
    private final Recipe recipe;

    public E23_Starvation(ExecutorService kitchen, Recipe recipe) {
        this.kitchen = kitchen;
        this.recipe = recipe;
    }

    /** Has the dish prepared, and all that it needs; gives what came of it. */
    public Future<String> order(Dish dish) {
        var parts = dish.parts().stream().map(this::order).toList();
        var ready = new ArrayList<String>();
        for (var part : parts) {
            try {
                ready.add(part.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return CompletableFuture.failedFuture(e);
            } catch (ExecutionException e) {
                return CompletableFuture.failedFuture(e.getCause());
            }
        }
        return kitchen.submit(() -> recipe.prepare(dish.name(), ready));
    }
}
