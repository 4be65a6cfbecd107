// Misconception: Rows that are dealt out like cards are equal work: neighbours cost the same.
// The test says: nobody began 31 of the other rows (2, 4, 6, …)
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
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                shares.add(room.submit(() -> {
                    for (int y = first; y < old.length; y += workers) rows[y] = filter.row(old, y);
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
