// Misconception: Trying again is always safe: either it helps, or it fails as it did.
// The test says: a row that failed was computed 2 times
package workbook;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
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
                coming.add(room.submit(() -> {
                    try {
                        return filter.row(old, y);
                    } catch (Exception e) {
                        return filter.row(old, y);
                    }
                }));
            }
            for (int y = 0; y < old.length; y++) rows[y] = coming.get(y).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
