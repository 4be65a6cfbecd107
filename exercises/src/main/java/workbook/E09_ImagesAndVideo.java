package workbook;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E09 · Images and video
 *
 * Story   A darkroom filters pictures: each row of the new one is computed from some rows of the old one. A row full of
 *         details takes far longer than a row of sky. Every worker has an equal share of the rows, and those who have
 *         the sky soon look on while one of them works and works.
 * Task    Hand out the rows so that all workers are busy, and the picture is the one that a single worker makes.
 * Rules   The signature of apply() and the types in it stay as they are.
 *         As long as there are rows to begin, every worker computes one, also where there are more workers than cores;
 *         whoever is free takes another one.
 *         Never are more rows being computed than there are workers.
 *         Each row is computed once, also one that fails, by filter.row(), out of the old picture, which stays as it is.
 *         Each row of the new picture is in its place. Its light is the same to the last bit, however many workers there
 *         are: from 0 on all values are added, one by one, from the top row to the bottom and in a row from left to right.
 *         If rows throw exceptions, apply() throws one of them, an InterruptedException as any other: that very one, no copy
 *         of it and not one wrapped around it; rows that have not begun by then may be left. What an Error does is up to you.
 *         When apply() is over, either way, no row is being computed, and no thread of it is left.
 * Run     ./mvnw -f exercises test -Dtest='E09*'
 */
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
                int from = old.length * worker / workers, to = old.length * (worker + 1) / workers;
                shares.add(room.submit(() -> {
                    for (int y = from; y < to; y++) rows[y] = filter.row(old, y);       // TODO: equal shares of rows, but not of work
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
