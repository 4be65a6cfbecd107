// Misconception: Whoever is done first comes first.
// The test says: dish 0 was the last to be done, and it is still the first of the menu
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            var done = new ExecutorCompletionService<T>(kitchen);
            for (var dish : dishes) done.submit(dish);
            var results = new ArrayList<T>();
            for (int i = 0; i < dishes.size(); i++) results.add(done.take().get());
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
