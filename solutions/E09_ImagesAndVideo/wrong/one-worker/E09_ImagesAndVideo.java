// Misconception: Threads that are there do work: a pool makes a loop parallel.
// The test says: there are rows to begin, and workers look on
package workbook;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

public class E09_ImagesAndVideo {

    public record Picture(double[][] rows, double light) {}

    public interface Filter {
        /** Computes row {@code y} of the new picture out of the old one. */
        double[] row(double[][] old, int y) throws Exception;
    }

    /** Filters a picture with so many workers, at least one. */
    public static Picture apply(double[][] old, Filter filter, int workers) throws Exception {
        var rows = new double[old.length][];
        try (var room = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < old.length; i++) {
                int y = i;
                rows[y] = room.submit(() -> filter.row(old, y)).get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
