// Style: futures on a pool with a thread for each place.
package workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

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
        try (var threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var texts = names.stream().map(name -> CompletableFuture.supplyAsync(() -> {
                try {
                    return read(disk, name);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, threads)).toList();
            var read = new ArrayList<String>();
            for (var text : texts) read.add(text.join());
            return read;
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException wrapped ? wrapped.getCause() : (Exception) e.getCause();
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
