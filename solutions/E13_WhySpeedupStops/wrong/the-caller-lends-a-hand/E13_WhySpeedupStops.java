// Misconception: Whoever waits may as well help: one more at work is never wrong.
// The test says: 2 of 2 helpers were at a shelf, and shelves were counted by [the caller of takeStock()]
package workbook;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
        Callable<Void> count = () -> {
            long sum = 0;
            for (int shelf; (shelf = next.getAndIncrement()) < cellar.shelves(); ) sum += cellar.worth(shelf);
            cellar.note(sum);
            return null;
        };
        var counts = new ArrayList<Future<Void>>();
        for (int i = 0; i < number; i++) counts.add(helpers.submit(count));
        count.call();
        for (var done : counts) done.get();
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
