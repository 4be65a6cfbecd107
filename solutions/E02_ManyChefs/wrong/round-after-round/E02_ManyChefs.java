// Misconception: All chefs finish a round before the next one begins.
// The test says: while one chef had a roast, only
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
            for (int from = 0; from < dishes.size(); from += chefs) {
                for (var dish : kitchen.invokeAll(dishes.subList(from, Math.min(from + chefs, dishes.size())))) results.add(dish.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
