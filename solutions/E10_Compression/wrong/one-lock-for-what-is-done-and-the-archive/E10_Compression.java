// Misconception: Only the archive needs the lock, so nobody else waits for it.
// The test says: a worker writes, and the others wait for it
package workbook;

import java.util.HashMap;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
        var compressed = new HashMap<Integer, byte[]>();
        var taken = new AtomicInteger();
        var appended = new AtomicInteger();
        var failure = new AtomicReference<Exception>();
        try (var pool = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < workers; i++) {
                pool.submit(() -> {
                    try {
                        while (true) {
                            room.acquire();
                            byte[] block;
                            int number;
                            synchronized (disk) {
                                if (failure.get() != null || !disk.hasNext()) return null;
                                block = disk.next();
                                number = taken.getAndIncrement();
                            }
                            var result = compressor.compress(block);
                            synchronized (archive) {
                                compressed.put(number, result);
                                for (byte[] next; failure.get() == null && (next = compressed.remove(appended.get())) != null; appended.incrementAndGet()) {
                                    archive.append(next);
                                    room.release();
                                }
                            }
                        }
                    } catch (Exception e) {
                        failure.compareAndSet(null, e);
                        return null;
                    } finally {
                        room.release(4 * workers);          // others may wait for it
                    }
                });
            }
        }
        if (failure.get() != null) throw failure.get();
    }
}
