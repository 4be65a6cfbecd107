// Misconception: Whoever is compressed first is written first.
// The test says: in this order
package workbook;

import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
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
            var done = new ExecutorCompletionService<byte[]>(pool);
            int inMemory = 0;
            while (disk.hasNext()) {
                if (inMemory == 4 * workers) {
                    archive.append(done.take().get());
                    inMemory--;
                }
                var block = disk.next();
                done.submit(() -> compressor.compress(block));
                inMemory++;
            }
            for (; inMemory > 0; inMemory--) archive.append(done.take().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
