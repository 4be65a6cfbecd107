// Misconception: More threads cook faster, so each dish gets its own.
// The test says: dishes were in flight at once, and 4 are allowed
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var tasks = dishes.stream().map(FutureTask::new).toList();
        for (var task : tasks) Thread.ofPlatform().start(task);
        var results = new ArrayList<T>();
        for (var task : tasks) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception own ? own : e;
            }
        }
        return results;
    }
}
