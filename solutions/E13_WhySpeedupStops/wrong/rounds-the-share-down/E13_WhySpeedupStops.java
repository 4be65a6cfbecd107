// Misconception: A share that is rounded down makes a task more at most.
// The test says: 23 tasks were handed out to count 23 shelves
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
        int shelves = cellar.shelves(), share = Math.max(1, shelves / (3 * number));
        var tasks = new ArrayList<Callable<Long>>();
        for (int first = 0; first < shelves; first += share) {
            int from = first, to = Math.min(shelves, from + share);
            tasks.add(() -> {
                long sum = 0;
                for (int shelf = from; shelf < to; shelf++) sum += cellar.worth(shelf);
                return sum;
            });
        }
        long sum = 0;
        for (var counted : helpers.invokeAll(tasks)) sum += counted.get();
        cellar.note(sum);
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
