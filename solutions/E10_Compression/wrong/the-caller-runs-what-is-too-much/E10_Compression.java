// Misconception: CallerRunsPolicy holds the reader back, so it bounds the memory.
// The test says: are allowed: there is a worker for each of these and none for the others
package workbook;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
        try (var pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(3 * workers), new ThreadPoolExecutor.CallerRunsPolicy())) {
            var results = new ArrayList<Future<byte[]>>();
            while (disk.hasNext()) {
                var block = disk.next();
                results.add(pool.submit(() -> compressor.compress(block)));
            }
            for (var result : results) archive.append(result.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
