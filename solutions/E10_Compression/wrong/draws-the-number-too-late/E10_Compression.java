// Misconception: The block is taken under the lock, so its number can be drawn right afterwards.
// The test says: two workers went at once
package workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
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
        var work = new Work(disk, compressor, archive, 4 * workers);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < workers; i++) threads.add(Thread.ofPlatform().name("worker " + i).start(work::work));
        for (var thread : threads) thread.join();
        if (work.failure instanceof Exception own) throw own;
        if (work.failure instanceof Error own) throw own;
    }

    private static final class Work {
        private final Iterator<byte[]> disk;
        private final Compressor compressor;
        private final Archive archive;
        private final int most;
        private final Map<Integer, byte[]> compressed = new HashMap<>();
        private final AtomicInteger numbers = new AtomicInteger();
        private int taken, appended;
        private boolean appending;
        private Throwable failure;

        Work(Iterator<byte[]> disk, Compressor compressor, Archive archive, int most) {
            this.disk = disk;
            this.compressor = compressor;
            this.archive = archive;
            this.most = most;
        }

        void work() {
            try {
                while (true) {
                    byte[] block;
                    synchronized (this) {
                        while (failure == null && taken - appended == most) wait();
                        if (failure != null || !disk.hasNext()) return;
                        taken++;
                        block = disk.next();
                    }
                    int number = numbers.getAndIncrement();
                    var result = compressor.compress(block);
                    synchronized (this) {
                        compressed.put(number, result);
                    }
                    appendWhatIsNext();
                }
            } catch (Throwable t) {
                synchronized (this) {
                    if (failure == null) failure = t;
                    notifyAll();
                }
            }
        }

        /** One at a time, and without the lock: others may take and compress meanwhile. */
        private void appendWhatIsNext() throws Exception {
            while (true) {
                byte[] next;
                synchronized (this) {
                    if (appending || failure != null || !compressed.containsKey(appended)) return;
                    appending = true;
                    next = compressed.remove(appended);
                }
                archive.append(next);
                synchronized (this) {
                    appending = false;
                    appended++;
                    notifyAll();
                }
            }
        }
    }
}
