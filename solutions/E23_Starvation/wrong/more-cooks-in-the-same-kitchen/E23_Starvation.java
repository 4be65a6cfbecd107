// Misconception: Each order brings a thread along, so there are always enough.
// The test says: were in flight at once
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;

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
    public synchronized Future<String> order(Dish dish) {
        if (kitchen instanceof ThreadPoolExecutor pool) {
            pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
            pool.setCorePoolSize(pool.getCorePoolSize() + 1);
        }
        return kitchen.submit(() -> {
            var parts = dish.parts().stream().map(this::order).toList();
            var ready = new ArrayList<String>();
            for (var part : parts) ready.add(part.get());
            return recipe.prepare(dish.name(), ready);
        });
    }
}
