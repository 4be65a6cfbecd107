// Misconception: A writer of its own takes the blocks off my hands, so they count no more.
// The test says: while the archive was busy with the first block, there were
package workbook;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

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
        var ready = new LinkedBlockingQueue<byte[]>();
        var end = new byte[0];
        try (var pool = Executors.newFixedThreadPool(workers); var writing = Executors.newSingleThreadExecutor()) {
            var writer = writing.submit(() -> {
                for (var next = ready.take(); next != end; next = ready.take()) archive.append(next);
                return null;
            });
            var inMemory = new ArrayDeque<Future<byte[]>>();
            try {
                while (disk.hasNext() && !writer.isDone()) {
                    if (inMemory.size() == 4 * workers) ready.add(inMemory.remove().get());
                    var block = disk.next();
                    inMemory.add(pool.submit(() -> compressor.compress(block)));
                }
                for (var result : inMemory) ready.add(result.get());
            } finally {
                ready.add(end);
            }
            writer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
