// Misconception: A block that failed concerns nobody but itself; it is enough to report it in the end.
// The test says: compress() failed at block 12, and the archive has not just
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
                try {
                    archive.append(inMemory.remove().get());
                } catch (ExecutionException e) {
                    if (failure == null) failure = (Exception) e.getCause();
                }
            }
        }
        if (failure != null) throw failure;
    }
}
