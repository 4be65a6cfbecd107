// Misconception: If a loop was faster than the helpers, a loop is the answer.
// The test says: 0 of 2 helpers were at a shelf, and shelves were counted by [the caller of takeStock()]
package workbook;

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
        long sum = 0;
        for (int shelf = 0; shelf < cellar.shelves(); shelf++) sum += cellar.worth(shelf);
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
