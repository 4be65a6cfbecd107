// Misconception: Virtual threads are the faster threads, also for work that never waits.
// The test says: dishes were in flight at once, and 4 are allowed
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        try (var kitchen = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var dish : kitchen.invokeAll(dishes)) results.add(dish.get());
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
