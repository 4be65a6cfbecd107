// Misconception: Each task adds to the sum only once, so nobody comes between.
// The test says: an amount was lost between them
package workbook;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

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
        var sum = new long[1];
        int shelves = cellar.shelves();
        var tasks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < number; i++) {
            int first = i;
            tasks.add(() -> {
                long own = 0;
                for (int shelf = first; shelf < shelves; shelf += number) own += cellar.worth(shelf);
                sum[0] += own;
                return null;
            });
        }
        for (var done : helpers.invokeAll(tasks)) done.get();
        cellar.note(sum[0]);
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
