// Misconception: A disk does one thing at a time.
// The test says: at most 1 of 3 files were in flight at once
package workbook;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

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
        var texts = new ArrayList<String>();
        for (var name : names) texts.add(read(disk, name));
        return texts;
    }

    private static String read(Disk disk, String name) throws IOException {
        try (var recipe = disk.open(name)) {
            return recipe.text();
        } catch (NoSuchFileException vanished) {
            return null;
        }
    }
}
