package workbook;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E10 · Compression
 *
 * Story   A backup of a disk. Workers compress its blocks side by side, and the archive gets them in order. That works
 *         for small disks. On a large one the program runs out of memory: it reads faster than the archive is written.
 * Task    Bound the memory, and keep the workers busy and the order.
 * Rules   The types and signatures here stay as they are. Neither the disk nor the archive takes two calls at once.
 *         As many blocks as there are workers are being compressed at once, and never more.
 *         The archive gets all blocks, compressed, in the order of the disk.
 *         A block is in memory from the call of next() until append() has returned. At most 4 blocks for each worker are.
 *         What is appended is not held any more.
 *         As long as there is room, whoever is free compresses the next block, also while another block takes long or is
 *         being appended.
 *         If the disk, the compressor or the archive fails, pack() throws that very exception, not one wrapped around it.
 *         In the archive are then the blocks before it, or some of the first of them, so at most as many are taken as
 *         there was room for.
 *         When pack() is over, either way, no thread of it is left: it waits for running calls, however long they take.
 * Run     ./mvnw -f exercises test -Dtest='E10*'
 */
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
            while (disk.hasNext()) {
                var block = disk.next();
                results.add(pool.submit(() -> compressor.compress(block)));
            }
            for (var result : results) {
                archive.append(result.get());       // TODO: by then the whole disk is in memory
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
