// Misconception: An InterruptedException means that this worker is to stop: it goes, and nobody needs to hear of it.
// The test says: a row threw java.lang.InterruptedException: somebody came in, and apply() threw java.lang.NullPointerException
package workbook;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
        var next = new AtomicInteger();
        var failure = new AtomicReference<Exception>();
        Runnable worker = () -> {
            for (int y = next.getAndIncrement(); y < old.length && failure.get() == null; y = next.getAndIncrement()) {
                try {
                    rows[y] = filter.row(old, y);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < workers; i++) threads.add(Thread.ofPlatform().start(worker));
        for (var thread : threads) thread.join();
        if (failure.get() != null) throw failure.get();
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
