// Misconception: Whoever catches Exception catches all that can be thrown.
// The test says: bottles in bottles, and takeStock() returned as if all had been counted
package workbook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
        var next = new AtomicInteger();
        var done = new CountDownLatch(number);
        var failure = new AtomicReference<Exception>();
        for (int i = 0; i < number; i++) {
            helpers.execute(() -> {
                try {
                    long sum = 0;
                    for (int shelf; (shelf = next.getAndIncrement()) < cellar.shelves(); ) sum += cellar.worth(shelf);
                    cellar.note(sum);
                } catch (Exception e) {
                    failure.set(e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        if (failure.get() != null) throw failure.get();
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
