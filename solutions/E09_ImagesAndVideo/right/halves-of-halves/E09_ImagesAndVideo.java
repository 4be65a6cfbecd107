// Style: fork/join: a share is cut in two until it is one row, and an idle worker steals a half; nobody joins, a latch counts the rows.
package workbook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicReference;

public class E09_ImagesAndVideo {

    public record Picture(double[][] rows, double light) {}

    public interface Filter {
        /** Computes row {@code y} of the new picture out of the old one. */
        double[] row(double[][] old, int y) throws Exception;
    }

    /** Filters a picture with so many workers, at least one. */
    public static Picture apply(double[][] old, Filter filter, int workers) throws Exception {
        var rows = new double[old.length][];
        var open = new CountDownLatch(old.length);
        var failure = new AtomicReference<Exception>();
        class Share extends RecursiveAction {
            private static final long serialVersionUID = 1;
            private final int from, to;

            Share(int from, int to) {
                this.from = from;
                this.to = to;
            }

            @Override protected void compute() {
                if (to - from > 1) {
                    int middle = (from + to) / 2;
                    new Share(middle, to).fork();
                    new Share(from, middle).compute();
                } else if (from < to) {
                    try {
                        if (failure.get() == null) rows[from] = filter.row(old, from);
                    } catch (Exception e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        open.countDown();
                    }
                }
            }
        }
        try (var room = new ForkJoinPool(workers)) {
            room.execute(new Share(0, old.length));
            open.await();
        }
        if (failure.get() != null) throw failure.get();
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
