// Misconception: Strips are small enough: what waits behind a slow row is not much.
// The test says: nobody began 3 of the other rows (1, 2, 3)
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
            var shares = new ArrayList<Future<?>>();
            for (int i = 0; i < old.length; i += 4) {
                int from = i, to = Math.min(i + 4, old.length);
                shares.add(room.submit(() -> {
                    for (int y = from; y < to; y++) rows[y] = filter.row(old, y);
                    return null;
                }));
            }
            for (var share : shares) share.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
