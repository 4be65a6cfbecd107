// Style: each worker is a thread that draws the next number from a counter; the caller is one of them.
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
                    rows[y] = filter.row(old, y);       // each row has a place of its own
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        var others = new ArrayList<Thread>();
        for (int i = 1; i < workers; i++) others.add(Thread.ofPlatform().start(worker));
        worker.run();
        for (var other : others) other.join();      // join() also makes their rows visible here
        if (failure.get() != null) throw failure.get();
        double light = 0;
        for (var row : rows)
            for (double value : row) light += value;
        return new Picture(rows, light);
    }
}
