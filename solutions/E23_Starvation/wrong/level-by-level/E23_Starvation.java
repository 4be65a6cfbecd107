// Misconception: first all that needs nothing, then all that needs only that: so nobody waits for what is not begun.
// The test says: the menu needs a soup only
package workbook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    public Future<String> order(Dish dish) {
        var levels = new TreeMap<Integer, List<Dish>>();
        height(dish, levels);
        var made = new IdentityHashMap<Dish, ArrayDeque<CompletableFuture<String>>>();
        var before = CompletableFuture.<Void>completedFuture(null);
        for (var level : levels.values()) {
            var orders = new ArrayList<CompletableFuture<String>>();
            for (var next : level) {
                var parts = next.parts().stream().map(part -> made.get(part).removeFirst()).toList();
                var order = before.thenApplyAsync(_ -> prepare(next, parts), kitchen);
                made.computeIfAbsent(next, _ -> new ArrayDeque<>()).add(order);
                orders.add(order);
            }
            before = CompletableFuture.allOf(orders.toArray(CompletableFuture[]::new));
        }
        return made.get(dish).getFirst();
    }

    private static int height(Dish dish, Map<Integer, List<Dish>> levels) {
        int height = dish.parts().stream().mapToInt(part -> 1 + height(part, levels)).max().orElse(0);
        levels.computeIfAbsent(height, _ -> new ArrayList<>()).add(dish);
        return height;
    }

    private String prepare(Dish dish, List<CompletableFuture<String>> parts) {
        try {
            return recipe.prepare(dish.name(), parts.stream().map(CompletableFuture::join).toList());
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
