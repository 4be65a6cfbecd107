// Misconception: A file that the system refuses is not there.
// The test says: threw java.nio.file.AccessDeniedException: secret, and readAll() returned
package workbook;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E18_WaitingForDisk {

    /** Where the recipes are. Both calls block until the disk has answered. */
    public interface Disk {
        /** Opens a file; throws a NoSuchFileException if it has vanished. */
        Recipe open(String name) throws IOException;
    }

    /** An open file. */
    public interface Recipe extends AutoCloseable {
        String text() throws IOException;

        @Override void close() throws IOException;
    }

    /** Reads all files, so many at once. */
    public static List<String> readAll(Disk disk, List<String> names, int atOnce) throws Exception {
        var places = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var texts = new ArrayList<Future<String>>();
            for (var name : names) texts.add(threads.submit(() -> {
                places.acquire();
                try {
                    return read(disk, name);
                } finally {
                    places.release();
                }
            }));
            var read = new ArrayList<String>();
            for (var text : texts) read.add(text.get());
            return read;
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static String read(Disk disk, String name) throws IOException {
        try (var recipe = disk.open(name)) {
            return recipe.text();
        } catch (FileSystemException vanished) {
            return null;
        }
    }
}
