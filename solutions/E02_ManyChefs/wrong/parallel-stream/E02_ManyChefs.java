// Misconception: A parallel stream uses as many workers as I have in mind.
// The test says: dishes were in flight at once
package workbook;

import java.util.List;
import java.util.concurrent.Callable;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        return dishes.parallelStream().map(dish -> {
            try {
                return dish.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }
}
