// Style: the tasks complete a future of the outcome, and the caller waits for that; then for the others.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

public class E17_StructuredConcurrency {

    /** The answers of all tasks, or the failure of one. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        var answers = new AtomicReferenceArray<T>(tasks.size());
        var missing = new AtomicInteger(tasks.size());
        var outcome = new CompletableFuture<List<T>>();
        return run(tasks, outcome, (number, task) -> {
            try {
                answers.set(number, task.call());
                if (missing.decrementAndGet() > 0) return;
                var list = new ArrayList<T>();
                for (int i = 0; i < answers.length(); i++) list.add(answers.get(i));
                outcome.complete(list);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
    }

    /** The answer of the task that is the first to have one. */
    public static <T> T first(List<Callable<T>> tasks) throws Exception {
        var missing = new AtomicInteger(tasks.size());
        var outcome = new CompletableFuture<T>();
        return run(tasks, outcome, (number, task) -> {
            try {
                outcome.complete(task.call());
            } catch (Throwable e) {
                if (missing.decrementAndGet() == 0) outcome.completeExceptionally(e);
            }
        });
    }

    private static <T, R> R run(List<Callable<T>> tasks, CompletableFuture<R> outcome, BiConsumer<Integer, Callable<T>> worker) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    int number = i;
                    threads.execute(() -> worker.accept(number, tasks.get(number)));
                }
                return outcome.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) throw error;
                throw (Exception) e.getCause();
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
