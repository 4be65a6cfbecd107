// Misconception: to ask every 20 ms takes no cook worth mentioning.
// The test says: asks for the soup now and then
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
    public Future<String> order(Dish dish) { return begin(dish); }

    private CompletableFuture<String> begin(Dish dish) {
        var parts = dish.parts().stream().map(this::begin).toList();
        var order = new CompletableFuture<String>();
        kitchen.execute(() -> look(dish, parts, order));
        return order;
    }

    private void look(Dish dish, List<CompletableFuture<String>> parts, CompletableFuture<String> order) {
        if (parts.stream().allMatch(CompletableFuture::isDone)) prepare(dish, parts, order);
        else CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS, kitchen).execute(() -> look(dish, parts, order));
    }

    private void prepare(Dish dish, List<CompletableFuture<String>> parts, CompletableFuture<String> order) {
        try {
            order.complete(recipe.prepare(dish.name(), parts.stream().map(CompletableFuture::join).toList()));
        } catch (CompletionException e) {
            order.completeExceptionally(e.getCause());
        } catch (Throwable e) {
            order.completeExceptionally(e);
        }
    }
}
