// Misconception: A pool makes the loop parallel.
// The test says: nobody takes the next one meanwhile
package workbook;

import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

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
        try (var pool = Executors.newFixedThreadPool(workers)) {
            while (disk.hasNext()) {
                var block = disk.next();
                archive.append(pool.submit(() -> compressor.compress(block)).get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
