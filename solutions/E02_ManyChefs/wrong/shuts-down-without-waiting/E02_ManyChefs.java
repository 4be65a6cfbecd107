// Misconception: shutdown() returns when everybody has gone.
// The test says: while dishes were still being cooked
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var kitchen = Executors.newFixedThreadPool(chefs);
        try {
            var futures = new ArrayList<Future<T>>();
            for (var dish : dishes) futures.add(kitchen.submit(dish));
            var results = new ArrayList<T>();
            for (var future : futures) results.add(future.get());
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        } finally {
            kitchen.shutdown();
        }
    }
}
