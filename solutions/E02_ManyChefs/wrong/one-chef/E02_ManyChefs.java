// Misconception: The dishes are ready to be called, so calling them is enough.
// The test says: at most 1 of 4 dishes were in flight at once
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var results = new ArrayList<T>();
        for (var dish : dishes) results.add(dish.call());
        return results;
    }
}
