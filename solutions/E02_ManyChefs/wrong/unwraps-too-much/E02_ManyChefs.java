// Misconception: The innermost cause is the exception that was thrown.
// The test says: and cookAll() threw java.lang.IllegalStateException: the bill was not paid
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
            var results = new ArrayList<T>(dishes.size());
            for (var future : kitchen.invokeAll(dishes)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    private static Exception unwrap(Throwable t) {
        while (t.getCause() != null) {
            t = t.getCause();
        }
        if (t instanceof Error error) {
            throw error;
        }
        return (Exception) t;
    }
}
