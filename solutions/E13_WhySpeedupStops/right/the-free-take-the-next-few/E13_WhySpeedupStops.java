// Style: each helper takes the next few shelves from a shared counter until there are no more, and notes its own sum at the end.
package workbook;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
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
        int few = Math.max(1, cellar.shelves() / (8 * number));
        var next = new AtomicInteger();
        Callable<Void> helper = () -> {
            long sum = 0;
            for (int from = next.getAndAdd(few); from < cellar.shelves(); from = next.getAndAdd(few))
                for (int shelf = from; shelf < Math.min(from + few, cellar.shelves()); shelf++) sum += cellar.worth(shelf);
            cellar.note(sum);
            return null;
        };
        for (var done : helpers.invokeAll(Collections.nCopies(number, helper))) done.get();
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
