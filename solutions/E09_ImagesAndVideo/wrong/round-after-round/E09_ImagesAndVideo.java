// Misconception: All workers finish a round before the next one begins.
// The test says: nobody began 62 of the other rows (2, 3, 4, …)
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
            for (int from = 0; from < old.length; from += workers) {
                var round = new ArrayList<Future<double[]>>();
                for (int i = from; i < Math.min(from + workers, old.length); i++) {
                    int y = i;
                    round.add(room.submit(() -> filter.row(old, y)));
                }
                for (int i = 0; i < round.size(); i++) rows[from + i] = round.get(i).get();
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
