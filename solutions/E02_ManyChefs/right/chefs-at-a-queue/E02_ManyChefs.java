// Style: each chef is a thread that takes the next dish from a queue until it is empty; the futures keep the order.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var tasks = dishes.stream().map(FutureTask::new).toList();
        var queue = new ConcurrentLinkedQueue<>(tasks);
        var threads = new ArrayList<Thread>();
        for (int chef = 0; chef < chefs; chef++) {
            threads.add(Thread.ofPlatform().name("chef " + chef).start(() -> {
                for (var task = queue.poll(); task != null; task = queue.poll()) task.run();
            }));
        }
        for (var thread : threads) thread.join();
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
