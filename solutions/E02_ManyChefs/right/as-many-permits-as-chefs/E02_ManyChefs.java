// Style: a virtual thread for each dish, and a semaphore with a permit for each chef.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var free = new Semaphore(chefs);
        var futures = new ArrayList<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var dish : dishes) {
                futures.add(threads.submit(() -> {
                    free.acquire();
                    try {
                        return dish.call();
                    } finally {
                        free.release();
                    }
                }));
            }
        }
        var results = new ArrayList<T>();
        for (var future : futures) {
            if (future.state() == Future.State.FAILED && future.exceptionNow() instanceof Exception own) throw own;
            results.add(future.get());
        }
        return results;
    }
}
