// Misconception: An archive that failed once may take the next block.
// The test says: append() failed at block 12, and the archive has not just
package workbook;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        Exception failure = null;
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var inMemory = new ArrayDeque<Future<byte[]>>();
            while (disk.hasNext() || !inMemory.isEmpty()) {
                if (disk.hasNext() && inMemory.size() < 4 * workers) {
                    var block = disk.next();
                    inMemory.add(pool.submit(() -> compressor.compress(block)));
                    continue;
                }
                var compressed = inMemory.remove().get();
                try {
                    archive.append(compressed);
                } catch (Exception e) {
                    if (failure == null) failure = e;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        if (failure != null) throw failure;
    }
}
