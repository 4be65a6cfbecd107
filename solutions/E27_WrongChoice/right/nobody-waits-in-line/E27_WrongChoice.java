// Style: a line for each kind: a task gets a thread when it is its turn, so nobody waits for a place on a thread.
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
import java.util.concurrent.Phaser;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService platform = Executors.newCachedThreadPool(), virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Phaser open = new Phaser(1);
    private final Map<Kind, Line> lines;

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        lines = Map.of(Kind.COMPUTES, new Line(platform, cores), Kind.WAITS, new Line(virtual, Integer.MAX_VALUE), Kind.QUERIES, new Line(virtual, connections),
                Kind.BOOKS, new Line(virtual, 1), Kind.UPLOADS, new Line(virtual, uploads));
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        var future = new FutureTask<>(task);
        open.register();
        lines.get(kind).add(future);
        return future;
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        open.arriveAndAwaitAdvance();
        platform.close();
        virtual.close();
    }

    private final class Line {
        private final Executor threads;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int free;

        Line(Executor threads, int places) {
            this.threads = threads;
            free = places;
        }

        synchronized void add(Runnable task) {
            waiting.add(task);
            next();
        }

        private synchronized void next() {
            if (free == 0 || waiting.isEmpty()) return;
            free--;
            var task = waiting.remove();
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    leave();
                }
            });
        }

        private synchronized void leave() {
            free++;
            next();
            open.arriveAndDeregister();
        }
    }
}
