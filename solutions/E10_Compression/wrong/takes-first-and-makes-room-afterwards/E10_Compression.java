// Misconception: A block counts when it is submitted, not when it is taken.
// The test says: 9 blocks were taken before
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
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var inMemory = new ArrayDeque<Future<byte[]>>();
            while (disk.hasNext()) {
                var block = disk.next();
                if (inMemory.size() == 4 * workers) archive.append(inMemory.remove().get());
                inMemory.add(pool.submit(() -> compressor.compress(block)));
            }
            for (var result : inMemory) archive.append(result.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
