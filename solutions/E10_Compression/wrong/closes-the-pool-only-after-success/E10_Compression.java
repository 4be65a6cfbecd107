// Misconception: The last line of a method is always reached.
// The test says: left behind: compress() has failed
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
        var pool = Executors.newFixedThreadPool(workers);
        try {
            var inMemory = new ArrayDeque<Future<byte[]>>();
            while (disk.hasNext()) {
                if (inMemory.size() == 4 * workers) archive.append(inMemory.remove().get());
                var block = disk.next();
                inMemory.add(pool.submit(() -> compressor.compress(block)));
            }
            for (var result : inMemory) archive.append(result.get());
            pool.close();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
