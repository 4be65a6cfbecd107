package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/*
 * E23 · Starvation
 *
 * Story   The kitchen has a few cooks. Whoever is to make a menu hands its courses to the kitchen, and waits for them. On
 *         most days that goes well. On Saturday each cook has a menu, all of them wait for a course, and nobody cooks.
 * Task    Let all orders come to their end, however many there are, and however many parts have parts.
 * Rules   The types and signatures here stay as they are. The kitchen is an executor with a thread for each cook; it gets no
 *         more of them, and whoever made it closes it.
 *         A dish is prepared as often as it is listed, each time by a thread of the kitchen, as soon as its parts are ready and
 *         a cook is free. Orders are some hundred parts deep at most.
 *         Who waits takes no cook, not even to ask now and then, and no other platform thread. A virtual thread may wait.
 *         order() itself waits for nothing.
 *         Whatever a recipe throws (none of CompletableFuture's own exceptions), that very exception or error is the cause
 *         of the order's failure, and what needed it is not prepared. Other orders go on.
 * Run     ./mvnw -f exercises test -Dtest='E23*'
 */
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
        return kitchen.submit(() -> {
            var parts = dish.parts().stream().map(this::order).toList();
            var ready = new ArrayList<String>();
            for (var part : parts) ready.add(part.get());       // TODO: a cook stands here, and whom does he wait for?
            return recipe.prepare(dish.name(), ready);
        });
    }
}
