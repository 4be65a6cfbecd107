// Misconception: Whoever has compressed a block also writes it, so the order costs nothing.
// The test says: of the 10 others that there is room for, only 4
package workbook;

import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
        var lock = new Object();
        var next = new int[] {0, 0};                    // to take, and to write
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var failure = new AtomicReference<Exception>();
            for (int i = 0; i < workers; i++) {
                pool.submit(() -> {
                    try {
                        while (true) {
                            byte[] block;
                            int number;
                            synchronized (lock) {
                                if (failure.get() != null || !disk.hasNext()) return;
                                block = disk.next();
                                number = next[0]++;
                            }
                            var result = compressor.compress(block);
                            synchronized (lock) {
                                while (number != next[1] && failure.get() == null) lock.wait();
                                if (failure.get() != null) return;
                                archive.append(result);
                                next[1]++;
                                lock.notifyAll();
                            }
                        }
                    } catch (Exception e) {
                        synchronized (lock) {
                            failure.compareAndSet(null, e);
                            lock.notifyAll();
                        }
                    }
                });
            }
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
            if (failure.get() != null) throw failure.get();
        }
    }
}
