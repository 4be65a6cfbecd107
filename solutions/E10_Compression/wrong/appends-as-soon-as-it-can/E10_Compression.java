// Misconception: The sooner I append, the less is in memory.
// The test says: whoever writes takes no more from the disk meanwhile
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
                while (!inMemory.isEmpty() && (inMemory.peek().isDone() || inMemory.size() == 4 * workers)) archive.append(inMemory.remove().get());
                var block = disk.next();
                inMemory.add(pool.submit(() -> compressor.compress(block)));
            }
            while (!inMemory.isEmpty()) archive.append(inMemory.remove().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
