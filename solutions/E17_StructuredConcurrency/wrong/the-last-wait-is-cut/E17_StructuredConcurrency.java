// Misconception: awaitTermination() without a limit waits until the end.
// The test says: its caller was interrupted, and all() ended when one of its tasks had not ended
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

public class E17_StructuredConcurrency {

    /** The answers of all tasks, or the failure of one. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
                var done = new ExecutorCompletionService<T>(threads);
                var futures = new ArrayList<Future<T>>();
                for (var task : tasks) futures.add(done.submit(task));
                for (var _ : tasks) answer(done.take());
                var answers = new ArrayList<T>();
                for (var future : futures) answers.add(future.resultNow());
                return answers;
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
    }

    /** The answer of the task that is the first to have one. */
    public static <T> T first(List<Callable<T>> tasks) throws Exception {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
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
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
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
