// Misconception: a cook who waits may do the work of others meanwhile, so he takes no place.
// The test says: the menu needs a soup only
package workbook;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

public class E23_Starvation {

    /** What a guest orders: a dish, and the dishes that have to be ready before it. */
    public record Dish(String name, List<Dish> parts) {}

    /** Keeps a cook busy until the dish is ready; the parts are what was prepared for it, in their order. */
    public interface Recipe {
        String prepare(String dish, List<String> parts) throws Exception;
    }

    private final BlockingQueue<Runnable> todo = new LinkedBlockingQueue<>();
    private final ExecutorService kitchen;
    private final Recipe recipe;

    public E23_Starvation(ExecutorService kitchen, Recipe recipe) {
        this.kitchen = kitchen;
        this.recipe = recipe;
    }

    /** Has the dish prepared, and all that it needs; gives what came of it. */
    public Future<String> order(Dish dish) { return begin(dish); }

    private CompletableFuture<String> begin(Dish dish) {
        var order = new CompletableFuture<String>();
        todo.add(() -> make(dish, order));
        kitchen.execute(this::next);
        return order;
    }

    private void next() {
        var task = todo.poll();
        if (task != null) task.run();
    }

    private void make(Dish dish, CompletableFuture<String> order) {
        var parts = dish.parts().stream().map(this::begin).toList();
        for (var part : parts) {
            while (!part.isDone()) {
                try {
                    var task = todo.poll(1, TimeUnit.MILLISECONDS);
                    if (task != null) task.run();
                } catch (InterruptedException e) {
                    order.completeExceptionally(e);
                    return;
                }
            }
        }
        prepare(dish, parts, order);
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
