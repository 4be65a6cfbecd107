// Misconception: A parallel stream uses as many workers as I have in mind, and forEachOrdered() reads no further ahead than it must.
// The test says: threads of the common pool compressed, and their number is not that of the workers
package workbook;

import java.util.Iterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

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
        var blocks = Spliterators.spliteratorUnknownSize(disk, 0);
        StreamSupport.stream(blocks, true).map(block -> unchecked(() -> compressor.compress(block)))
                .forEachOrdered(result -> unchecked(() -> {
                    archive.append(result);
                    return result;
                }));
    }

    private static byte[] unchecked(Callable<byte[]> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
