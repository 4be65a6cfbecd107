// Style: futures that are chained: a block is appended when it is compressed and the block before it is appended.
package workbook;

import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

public class E10_Compression {

    public interface Compressor {
        /** Takes long, and a core. */
        byte[] compress(byte[] block) throws Exception;
    }

    public interface Archive {
        void append(byte[] compressed) throws Exception;
    }

    /** Compresses all blocks of the disk into the archive. */
    public static void pack(Iterator<byte[]> disk, Compressor compressor, Archive archive, int workers) throws Exception {
        var room = new Semaphore(4 * workers);
        var failed = new AtomicBoolean();
        try (var pool = Executors.newFixedThreadPool(workers); var writer = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
            while (disk.hasNext()) {
                room.acquire();
                if (failed.get()) break;
                var block = disk.next();
                written = written.thenCombineAsync(CompletableFuture.supplyAsync(() -> call(() -> compressor.compress(block)), pool), (before, result) -> call(() -> {
                    archive.append(result);
                    return (Void) null;
                }), writer).whenComplete((done, failure) -> {
                    if (failure != null) failed.set(true);
                    room.release();
                });
            }
            try {
                written.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof Exception own ? own : e;      // call() has wrapped it once
            }
        }
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
