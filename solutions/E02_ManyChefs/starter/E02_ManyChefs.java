package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/*
 * E02 · Many chefs
 *
 * Story   A banquet. Every dish keeps a chef's hands busy from start to end: nothing to wait for, only work.
 *         Several chefs are in the kitchen, and all but one of them look on.
 * Task    Let exactly so many chefs cook as are there.
 * Rules   The signature of cookAll() stays as it is.
 *         As long as there are dishes to begin, every chef cooks one; a chef who is free takes the next.
 *         Never are more dishes being cooked than there are chefs.
 *         The results come in the order of the dishes.
 *         If a dish fails, cookAll() throws the dish's own exception, not one wrapped around it; dishes that have not
 *         begun by then may be left.
 *         When cookAll() is over, either way, no thread of it is left.
 * Run     ./mvnw -f exercises test -Dtest='E02*'
 */
public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var results = new ArrayList<T>();
        for (var dish : dishes) {
            results.add(dish.call());       // TODO: one chef cooks, the others look on
        }
        return results;
    }
}
