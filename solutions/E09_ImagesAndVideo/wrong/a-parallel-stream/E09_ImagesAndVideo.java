// Misconception: A parallel stream gives each free worker the next element.
// The test says: nobody began 7 of the other rows (1, 2, 3, …)
package workbook;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

public class E09_ImagesAndVideo {

    public record Picture(double[][] rows, double light) {}

    public interface Filter {
        /** Computes row {@code y} of the new picture out of the old one. */
        double[] row(double[][] old, int y) throws Exception;
    }

    /** Filters a picture with so many workers, at least one. */
    public static Picture apply(double[][] old, Filter filter, int workers) throws Exception {
        var rows = new double[old.length][];
        var failure = new AtomicReference<Exception>();
        try (var room = new ForkJoinPool(workers)) {
            room.submit(() -> IntStream.range(0, old.length).parallel().forEach(y -> {
                try {
                    rows[y] = filter.row(old, y);
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            })).get();
        }
        if (failure.get() != null) throw failure.get();
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
