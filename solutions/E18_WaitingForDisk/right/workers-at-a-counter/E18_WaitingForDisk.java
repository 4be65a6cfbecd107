// Style: a worker for each place takes the next name until none is left.
package workbook;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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
        var texts = new String[names.size()];
        var next = new AtomicInteger();
        Callable<Void> worker = () -> {
            for (int i; (i = next.getAndIncrement()) < texts.length; ) texts[i] = read(disk, names.get(i));
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(atOnce, worker))) done.get();
            return Arrays.asList(texts);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static String read(Disk disk, String name) throws IOException {
        try (var recipe = disk.open(name)) {
            return recipe.text();
        } catch (NoSuchFileException vanished) {
            return null;
        }
    }
}
