// Misconception: A pool makes a loop parallel.
// The test says: at most 1 of 4 dishes were in flight at once
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            var results = new ArrayList<T>();
            for (var dish : dishes) results.add(kitchen.submit(dish).get());
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
