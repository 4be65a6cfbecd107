// Misconception: invokeAll() ends when one of its tasks fails.
// The test says: a task has failed, and the others were never interrupted
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E17_StructuredConcurrency {

    /** The answers of all tasks, or the failure of one. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : threads.invokeAll(tasks)) answers.add(answer(future));
            return answers;
        }
    }

    /** The answer of the task that is the first to have one. */
    public static <T> T first(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var done = new ExecutorCompletionService<T>(threads);
                for (var task : tasks) done.submit(task);
                Throwable failure = null;
                for (var _ : tasks) {
                    var future = done.take();
                    if (future.state() == Future.State.SUCCESS) return future.resultNow();
                    failure = future.exceptionNow();
                }
                throw asItWas(failure);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static <T> T answer(Future<T> future) throws Exception {
        if (future.state() == Future.State.SUCCESS) return future.resultNow();
        throw asItWas(future.exceptionNow());
    }

    private static Exception asItWas(Throwable failure) {
        if (failure instanceof Error error) throw error;
        return (Exception) failure;
    }
}
