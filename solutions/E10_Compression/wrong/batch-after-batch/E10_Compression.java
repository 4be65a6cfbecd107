// Misconception: All blocks of a batch are compressed before the next batch begins.
// The test says: of the 10 others that there is room for, only 7
package workbook;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.concurrent.Callable;
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
                var batch = new ArrayList<Callable<byte[]>>();
                while (disk.hasNext() && batch.size() < 4 * workers) {
                    var block = disk.next();
                    batch.add(() -> compressor.compress(block));
                }
                for (var result : pool.invokeAll(batch)) archive.append(result.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
