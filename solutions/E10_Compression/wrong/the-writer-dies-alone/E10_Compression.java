// Misconception: A thread that fails ends what depends on it.
// The test says: compress() has thrown
package workbook;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

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
        var inOrder = new LinkedBlockingQueue<Future<byte[]>>();
        var end = new CompletableFuture<byte[]>();
        try (var pool = Executors.newFixedThreadPool(workers); var writing = Executors.newSingleThreadExecutor()) {
            var writer = writing.submit(() -> {
                for (var next = inOrder.take(); next != end; next = inOrder.take()) {
                    archive.append(next.get());
                    room.release();
                }
                return null;
            });
            while (disk.hasNext()) {
                room.acquire();
                var block = disk.next();
                inOrder.add(pool.submit(() -> compressor.compress(block)));
            }
            inOrder.add(end);
            writer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
