// Misconception: Dealing the dishes out like cards makes the shares fair.
// The test says: while one chef had a roast, only
package workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var results = new ArrayList<T>(Collections.nCopies(dishes.size(), null));
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            var shares = new ArrayList<Future<?>>();
            for (int i = 0; i < chefs; i++) {
                int chef = i;
                shares.add(kitchen.submit(() -> {
                    for (int dish = chef; dish < dishes.size(); dish += chefs) results.set(dish, dishes.get(dish).call());
                    return null;
                }));
            }
            for (var share : shares) share.get();
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
