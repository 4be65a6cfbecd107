// Style: whoever has more than half a share hands out half of it, and the last one done tells the caller.
package workbook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

public class E13_WhySpeedupStops {

    /** What helpers may do at once. */
    public interface Cellar {
        int shelves();

        /** Counts the shelf with this number, from 0 on. */
        long worth(int shelf);

        /** Notes an amount in the one book: one helper writes, and the others wait. */
        void note(long amount);
    }

    /** Notes what all shelves are worth. */
    public static void takeStock(Cellar cellar, ExecutorService helpers, int number) throws Exception {
        var left = new AtomicInteger(cellar.shelves());
        var failure = new AtomicReference<Throwable>();
        var done = new CountDownLatch(1);
        if (cellar.shelves() == 0) return;
        halve(cellar, helpers, 0, cellar.shelves(), Math.ceilDiv(cellar.shelves(), 2 * number), counted -> {
            if (left.addAndGet(-counted) == 0) done.countDown();
        }, failure);
        done.await();
        if (failure.get() != null) throw new Exception("a shelf could not be counted", failure.get());
    }

    private static void halve(Cellar cellar, ExecutorService helpers, int from, int to, int most, IntConsumer counted, AtomicReference<Throwable> failure) {
        helpers.execute(() -> {
            int end = to;
            for (; end - from > most; end = (from + end) / 2) halve(cellar, helpers, (from + end) / 2, end, most, counted, failure);
            try {
                long sum = 0;
                for (int shelf = from; shelf < end; shelf++) sum += cellar.worth(shelf);
                cellar.note(sum);
            } catch (Throwable e) {
                failure.set(e);
            } finally {
                counted.accept(end - from);
            }
        });
    }

    /** Foretells by Amdahl's law how many times faster than one helper so many are. */
    public static double speedUp(double serialPart, int helpers) {
        return 1 / (serialPart + (1 - serialPart) / helpers);
    }

    /** Tells by Amdahl's law from a measured speed-up how large the serial part is, from 0 to 1. */
    public static double serialPart(double speedUp, int helpers) {
        return (1 / speedUp - 1.0 / helpers) / (1 - 1.0 / helpers);
    }
}
