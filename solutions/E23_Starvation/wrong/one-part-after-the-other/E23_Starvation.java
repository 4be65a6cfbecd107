// Misconception: Each part begins when the one before is ready: then nobody waits.
// The test says: were in flight at once
package workbook;

import java.util.ArrayList;
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
        var ready = CompletableFuture.completedFuture(List.<String>of());
        for (var part : dish.parts()) ready = ready.thenCompose(before -> begin(part).thenApply(last -> with(before, last)));
        return ready.thenApplyAsync(parts -> prepare(dish, parts), kitchen);
    }

    private static List<String> with(List<String> parts, String last) {
        var all = new ArrayList<>(parts);
        all.add(last);
        return all;
    }

    private String prepare(Dish dish, List<String> parts) {
        try {
            return recipe.prepare(dish.name(), parts);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
