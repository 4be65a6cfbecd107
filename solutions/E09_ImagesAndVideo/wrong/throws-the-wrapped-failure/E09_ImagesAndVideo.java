// Misconception: The exception that get() throws is the one that was thrown.
// The test says: apply() threw java.util.concurrent.ExecutionException
package workbook;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
            var coming = new ArrayList<Future<double[]>>();
            for (int i = 0; i < old.length; i++) {
                int y = i;
                coming.add(room.submit(() -> filter.row(old, y)));
            }
            for (int y = 0; y < old.length; y++) rows[y] = coming.get(y).get();
        }
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
