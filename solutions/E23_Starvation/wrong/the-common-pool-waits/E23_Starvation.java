// Misconception: the common pool is there anyway, so it costs nothing to wait in it.
// The test says: is held up at
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    public Future<String> order(Dish dish) { return begin(dish); }

    private CompletableFuture<String> begin(Dish dish) {
        var parts = dish.parts().stream().map(this::begin).toList();
        return CompletableFuture.supplyAsync(() -> {
            CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).join();
            return CompletableFuture.supplyAsync(() -> prepare(dish, parts), kitchen).join();
        });
    }

    private String prepare(Dish dish, List<CompletableFuture<String>> parts) {
        try {
            return recipe.prepare(dish.name(), parts.stream().map(CompletableFuture::join).toList());
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
