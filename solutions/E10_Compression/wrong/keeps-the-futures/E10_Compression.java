// Misconception: What is appended counts no more, so it takes no memory.
// The test says: also what was appended long ago
package workbook;

import java.util.ArrayList;
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
            var results = new ArrayList<Future<byte[]>>();
            int appended = 0;
            while (disk.hasNext()) {
                if (results.size() - appended == 4 * workers) archive.append(results.get(appended++).get());
                var block = disk.next();
                results.add(pool.submit(() -> compressor.compress(block)));
            }
            while (appended < results.size()) archive.append(results.get(appended++).get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
