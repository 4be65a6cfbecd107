// Style: a permit for each block in memory, which the writer, a thread of its own, gives back when the block is written.
package workbook;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

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
        var failure = new AtomicReference<Throwable>();
        try (var pool = Executors.newFixedThreadPool(workers); var writing = Executors.newSingleThreadExecutor()) {
            var end = new CompletableFuture<byte[]>();
            var writer = writing.submit(() -> {
                try {
                    for (var next = inOrder.take(); next != end; next = inOrder.take()) {
                        archive.append(next.get());
                        room.release();
                    }
                } catch (Throwable t) {
                    failure.set(t instanceof ExecutionException ? t.getCause() : t);
                    room.release();                                 // the reader may wait for it
                }
            });
            try {
                while (disk.hasNext()) {
                    room.acquire();
                    if (failure.get() != null) break;
                    var block = disk.next();
                    inOrder.add(pool.submit(() -> compressor.compress(block)));
                }
            } finally {
                inOrder.add(end);
                writer.get();
            }
        }
        if (failure.get() instanceof Exception own) throw own;
        if (failure.get() instanceof Error own) throw own;
    }
}
