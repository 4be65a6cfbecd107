// Misconception: More threads than cores are of no use, so I know the number better than my caller.
// The test says: more are taken from the disk, and wait for a worker
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
        try (var pool = Executors.newFixedThreadPool(Math.min(workers, Runtime.getRuntime().availableProcessors()))) {
            var inMemory = new ArrayDeque<Future<byte[]>>();
            while (disk.hasNext()) {
                if (inMemory.size() == 4 * workers) archive.append(inMemory.remove().get());
                var block = disk.next();
                inMemory.add(pool.submit(() -> compressor.compress(block)));
            }
            while (!inMemory.isEmpty()) archive.append(inMemory.remove().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
