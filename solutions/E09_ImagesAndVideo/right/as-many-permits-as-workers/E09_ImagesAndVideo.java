// Style: a virtual thread for each row, and a semaphore with a permit for each worker.
package workbook;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

public class E09_ImagesAndVideo {

    public record Picture(double[][] rows, double light) {}

    public interface Filter {
        /** Computes row {@code y} of the new picture out of the old one. */
        double[] row(double[][] old, int y) throws Exception;
    }

    /** Filters a picture with so many workers, at least one. */
    public static Picture apply(double[][] old, Filter filter, int workers) throws Exception {
        var rows = new double[old.length][];
        var permits = new Semaphore(workers);
        try (var room = Executors.newVirtualThreadPerTaskExecutor()) {
            var coming = new ArrayList<Future<?>>();
            for (int i = 0; i < old.length; i++) {
                int y = i;
                coming.add(room.submit(() -> {
                    permits.acquire();
                    try {
                        return rows[y] = filter.row(old, y);
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (var row : coming) row.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
