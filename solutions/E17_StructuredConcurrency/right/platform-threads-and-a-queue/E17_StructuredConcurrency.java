// Style: plain threads that put what they have into a queue; all are interrupted and joined at the end.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

public class E17_StructuredConcurrency {

    /** The answers of all tasks, or the failure of one. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        var block = new Block<>(tasks);
        try {
            for (var _ : tasks) {
                var done = block.done.take();
                if (done.state() == Future.State.FAILED) throw asItWas(done.exceptionNow());
            }
            var answers = new ArrayList<T>();
            for (var task : block.tasks) answers.add(task.resultNow());
            return answers;
        } finally {
            block.end();
        }
    }

    /** The answer of the task that is the first to have one. */
    public static <T> T first(List<Callable<T>> tasks) throws Exception {
        var block = new Block<>(tasks);
        try {
            for (int left = tasks.size(); ; left--) {
                var done = block.done.take();
                if (done.state() == Future.State.SUCCESS) return done.resultNow();
                if (left == 1) throw asItWas(done.exceptionNow());
            }
        } finally {
            block.end();
        }
    }

    private static final class Block<T> {
        private final LinkedBlockingQueue<FutureTask<T>> done = new LinkedBlockingQueue<>();
        private final List<FutureTask<T>> tasks = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        Block(List<Callable<T>> tasks) {
            for (var task : tasks) this.tasks.add(new FutureTask<>(task) {
                @Override protected void done() { done.add(this); }
            });
            for (var task : this.tasks) threads.add(Thread.ofPlatform().start(task));
        }

        void end() {
            for (var thread : threads) thread.interrupt();
            boolean interrupted = false;
            for (var thread : threads) {
                while (thread.isAlive()) {
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static Exception asItWas(Throwable failure) {
        if (failure instanceof Error error) throw error;
        return (Exception) failure;
    }
}
