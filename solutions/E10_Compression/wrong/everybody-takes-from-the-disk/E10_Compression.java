// Misconception: An iterator gives each block to one thread only.
// The test says: two calls at once
package workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

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
        var room = new Semaphore(4 * workers);
        var lock = new Object();
        var compressed = new HashMap<Integer, byte[]>();
        var numbers = new AtomicInteger();
        var next = new int[1];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var ends = new ArrayList<Future<?>>();
            for (int i = 0; i < workers; i++) {
                ends.add(pool.submit(() -> {
                    while (true) {
                        room.acquire();
                        if (!disk.hasNext()) return null;
                        var block = disk.next();
                        int number = numbers.getAndIncrement();
                        var result = compressor.compress(block);
                        synchronized (lock) {
                            compressed.put(number, result);
                            for (byte[] ready; (ready = compressed.remove(next[0])) != null; next[0]++) {
                                archive.append(ready);
                                room.release();
                            }
                        }
                    }
                }));
            }
            for (var done : ends) done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
