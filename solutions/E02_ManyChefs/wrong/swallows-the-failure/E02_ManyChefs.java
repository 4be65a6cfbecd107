// Misconception: A failure that is printed is handled.
// The test says: a dish failed, and cookAll() returned
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var results = new ArrayList<T>();
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            for (var dish : kitchen.invokeAll(dishes)) {
                try {
                    results.add(dish.get());
                } catch (ExecutionException e) {
                    e.printStackTrace();
                }
            }
        }
        return results;
    }
}
