// Misconception: The sum of a stream is what the loop gives: it is better, so it is not the same.
// The test says: the light is 1.0000000000000018E16,
package workbook;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
        return new Picture(rows, Stream.of(rows).flatMapToDouble(DoubleStream::of).sum());
    }
}
