// Misconception: What fails in a pool is reported by the pool.
// The test says: and pack() returned as if it had not
package workbook;

import java.util.Iterator;
import java.util.concurrent.Executors;
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
        try (var pool = Executors.newFixedThreadPool(workers); var writer = Executors.newSingleThreadExecutor()) {
            while (disk.hasNext()) {
                room.acquire();
                var block = disk.next();
                var result = pool.submit(() -> compressor.compress(block));
                writer.submit(() -> {
                    try {
                        archive.append(result.get());
                        return null;
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }
}
