// Misconception: A cook who makes the first part himself does not stand idle.
// The test says: is still pending
package workbook;

import java.util.ArrayList;
import java.util.List;
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
    public Future<String> order(Dish dish) { return kitchen.submit(() -> make(dish)); }

    private String make(Dish dish) throws Exception {
        if (dish.parts().isEmpty()) return recipe.prepare(dish.name(), List.of());
        var others = dish.parts().stream().skip(1).map(this::order).toList();
        var ready = new ArrayList<>(List.of(make(dish.parts().getFirst())));
        for (var part : others) ready.add(part.get());
        return recipe.prepare(dish.name(), ready);
    }
}
