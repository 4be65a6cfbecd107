package workbook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E18 · Waiting for disk
 *
 * Story   The bakery has 10,000 recipes, each in a file of its own, on a disk that does several reads at once. A thread
 *         for each file reads them all in one go, until the system says: too many open files.
 * Task    Read as many files at once as may be open, and no more, and close each.
 * Rules   The types and signatures here stay as they are.
 *         No more than the given number of files are open at once, from before open() until close() has returned, and
 *         as many as that as long as there are so many left. No slow file holds up the others.
 *         There are 10,000 files, so no platform thread for each of them.
 *         readAll() gives the texts in the order of the names. For a file that has vanished (see open()) there is a null.
 *         If anything else goes wrong, also in close(), readAll() throws that very exception; others may stay unread.
 *         However readAll() ends, every file that was opened is closed, once, and no thread is left.
 * Run     ./mvnw -f exercises test -Dtest='E18*'
 */
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
        try (var threads = Executors.newCachedThreadPool()) {
            var texts = new ArrayList<Future<String>>();
            for (var name : names) texts.add(threads.submit(() -> disk.open(name).text()));     // TODO: how many are open, and who closes them?
            var read = new ArrayList<String>();
            for (var text : texts) read.add(text.get());
            return read;
        }
    }
}
