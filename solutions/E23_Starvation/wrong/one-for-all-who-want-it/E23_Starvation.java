// Misconception: a dish that is listed twice need not be made twice.
// The test says: so often was each prepared
package workbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public Future<String> order(Dish dish) { return begin(dish, new HashMap<>()); }

    private CompletableFuture<String> begin(Dish dish, Map<Dish, CompletableFuture<String>> begun) {
        var known = begun.get(dish);
        if (known != null) return known;
        var parts = dish.parts().stream().map(part -> begin(part, begun)).toList();
        var order = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApplyAsync(_ -> prepare(dish, parts), kitchen);
        begun.put(dish, order);
        return order;
    }

    private String prepare(Dish dish, List<CompletableFuture<String>> parts) {
        try {
            return recipe.prepare(dish.name(), parts.stream().map(CompletableFuture::join).toList());
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
