// Misconception: A counter that is atomic makes all that is done with it atomic.
// The test says: two workers took row 0
package workbook;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

public class E09_ImagesAndVideo {

    public record Picture(double[][] rows, double light) {}

    public interface Filter {
        /** Computes row {@code y} of the new picture out of the old one. */
        double[] row(double[][] old, int y) throws Exception;
    }

    /** Filters a picture with so many workers, at least one. */
    public static Picture apply(double[][] old, Filter filter, int workers) throws Exception {
        var rows = new double[old.length][];
        var next = new AtomicInteger();
        try (var room = Executors.newFixedThreadPool(workers)) {
            var shares = new ArrayList<Future<?>>();
            for (int worker = 0; worker < workers; worker++) {
                shares.add(room.submit(() -> {
                    for (int y = next.get(); y < old.length; y = next.incrementAndGet()) rows[y] = filter.row(old, y);
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
