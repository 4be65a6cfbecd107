// Style: a thread of an executor of virtual threads waits for the parts, and takes a cook only for prepare().
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();

    public E23_Starvation(ExecutorService kitchen, Recipe recipe) {
        this.kitchen = kitchen;
        this.recipe = recipe;
    }

    /** Has the dish prepared, and all that it needs; gives what came of it. */
    public Future<String> order(Dish dish) {
        return waiters.submit(() -> {
            var parts = dish.parts().stream().map(this::order).toList();
            var ready = new ArrayList<String>();
            for (var part : parts) ready.add(get(part));
            return get(kitchen.submit(() -> recipe.prepare(dish.name(), ready)));
        });
    }

    private static String get(Future<String> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            throw (Exception) e.getCause();
        }
    }
}
