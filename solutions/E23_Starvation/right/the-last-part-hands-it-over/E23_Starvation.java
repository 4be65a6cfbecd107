// Style: each dish counts its missing parts, and whoever brings the last one hands it to the kitchen.
package workbook;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
        var result = new CompletableFuture<String>();
        begin(dish, result::complete, result::completeExceptionally);
        return result;
    }

    private void begin(Dish dish, Consumer<String> ready, Consumer<Throwable> failed) {
        var parts = new String[dish.parts().size()];
        var missing = new AtomicInteger(parts.length + 1);
        Runnable arrived = () -> {
            if (missing.decrementAndGet() == 0) kitchen.execute(() -> prepare(dish, Arrays.asList(parts), ready, failed));
        };
        for (int i = 0; i < parts.length; i++) {
            int place = i;
            begin(dish.parts().get(i), part -> {
                parts[place] = part;
                arrived.run();
            }, failed);
        }
        arrived.run();
    }

    private void prepare(Dish dish, List<String> parts, Consumer<String> ready, Consumer<Throwable> failed) {
        String prepared;
        try {
            prepared = recipe.prepare(dish.name(), parts);
        } catch (Throwable t) {
            failed.accept(t);
            return;
        }
        ready.accept(prepared);
    }
}
