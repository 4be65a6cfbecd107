// Misconception: An interrupt ends with the task for which it was meant.
// The test says: began interrupted, and nobody had cancelled it
package workbook;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService platform = Executors.newCachedThreadPool(), virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Kind, Line> lines;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        lines = Map.of(Kind.COMPUTES, new Line(platform, cores), Kind.WAITS, new Line(virtual, Integer.MAX_VALUE), Kind.QUERIES, new Line(virtual, connections),
                Kind.BOOKS, new Line(virtual, 1), Kind.UPLOADS, new Line(virtual, uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        var future = new FutureTask<>(task);
        lines.get(kind).add(future);
        return future;
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        platform.close();
        virtual.close();
    }

    private static final class Line {
        private final Executor threads;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int free;

        Line(Executor threads, int places) {
            this.threads = threads;
            free = places;
        }

        synchronized void add(Runnable task) {
            waiting.add(task);
            if (free == 0) return;
            free--;
            threads.execute(() -> { for (var next = next(); next != null; next = next()) next.run(); });
        }

        private synchronized Runnable next() {
            if (waiting.isEmpty()) free++;
            return waiting.poll();
        }
    }
}
