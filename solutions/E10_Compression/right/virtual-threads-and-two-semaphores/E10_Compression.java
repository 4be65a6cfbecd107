// Style: a virtual thread for each block in memory, of which as many may compress as there are workers; the caller writes.
package workbook;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        var cores = new Semaphore(workers);
        var inMemory = new ArrayDeque<Future<byte[]>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (disk.hasNext() || !inMemory.isEmpty()) {
                if (!disk.hasNext() || inMemory.size() == 4 * workers) {
                    archive.append(inMemory.remove().get());
                    continue;
                }
                var block = disk.next();
                inMemory.add(threads.submit(() -> {
                    cores.acquire();
                    try {
                        return compressor.compress(block);
                    } finally {
                        cores.release();
                    }
                }));
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
