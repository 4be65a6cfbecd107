// Misconception: A stream submits all dishes before it asks for the first result.
// The test says: at most 1 of 4 dishes were in flight at once
package workbook;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            return dishes.stream().map(kitchen::submit).map(future -> {
                try {
                    return future.get();
                } catch (ExecutionException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }).toList();
        }
    }
}
