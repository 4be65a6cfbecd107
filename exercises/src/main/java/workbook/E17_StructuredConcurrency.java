package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E17 · Structured concurrency
 *
 * Story   The bakery asks several services at once: for a whole page it needs all of them, for a price any will do. But
 *         when one has failed, or one has answered, the others go on for nobody, and the server fills up with them.
 * Task    Make all() and first() blocks that end with all that they have begun. Plain JDK 25: no preview.
 * Rules   The signatures here stay as they are. All tasks are under way at once, each on a thread of its own.
 *         all() gives the answers in the order of the tasks. If one fails, all() throws that very exception or error.
 *         first() gives the first answer. If all have failed, it throws the very exception or error of one of them.
 *         There is at least one task. Null is an answer like any other.
 *         As soon as the outcome is sure, whoever is still at work is interrupted. So are all if the caller is
 *         interrupted: then all() and first() throw an InterruptedException, unless the outcome was sure before.
 *         However they end, they end when the last of their tasks has ended, and leave no thread behind.
 * Run     ./mvnw -f exercises test -Dtest='E17*'
 */
public class E17_StructuredConcurrency {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /** The answers of all tasks, or the failure of one. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        var futures = new ArrayList<Future<T>>();
        for (var task : tasks) futures.add(THREADS.submit(task));
        var answers = new ArrayList<T>();
        for (var future : futures) answers.add(future.get());       // TODO: who leaves here leaves the others at work, as below
        return answers;
    }

    /** The answer of the task that is the first to have one. */
    @SuppressWarnings("unchecked")
    public static <T> T first(List<Callable<T>> tasks) throws Exception {
        return (T) CompletableFuture.anyOf(tasks.stream().map(task -> CompletableFuture.supplyAsync(() -> {
            try {
                return task.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, THREADS)).toArray(CompletableFuture[]::new)).join();
    }
}
