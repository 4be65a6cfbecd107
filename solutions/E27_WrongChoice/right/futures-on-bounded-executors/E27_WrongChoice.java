// Style: async (futures), on executors that are as wide as the kind: virtual threads for all but the cores.
package workbook;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final Map<Kind, ExecutorService> executors = new EnumMap<>(Kind.class);

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) {
        for (var kind : Kind.values())
            executors.put(kind, switch (kind) {
                case COMPUTES -> Executors.newFixedThreadPool(cores);
                case WAITS -> Executors.newVirtualThreadPerTaskExecutor();
                case QUERIES -> Executors.newFixedThreadPool(connections, Thread.ofVirtual().factory());
                case BOOKS -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
                case UPLOADS -> Executors.newFixedThreadPool(uploads, Thread.ofVirtual().factory());
            });
    }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        var future = new CompletableFuture<T>();
        executors.get(kind).execute(() -> {
            if (future.isCancelled()) return;
            try {
                future.complete(task.call());
            } catch (Throwable t) {
                future.completeExceptionally(t);
            }
        });
        return future;
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() {
        executors.values().forEach(ExecutorService::close);
    }
}
