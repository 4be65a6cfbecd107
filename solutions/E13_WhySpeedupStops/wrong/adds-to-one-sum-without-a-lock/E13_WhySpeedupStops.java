// Misconception: += is one step, whoever else does it.
// The test says: whoever reads a sum, counts, and writes the sum forgets what others have added meanwhile
package workbook;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
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
        int shelves = cellar.shelves();
        var sum = new long[1];
        var shares = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < number; i++) {
            int from = (int) ((long) shelves * i / number), to = (int) ((long) shelves * (i + 1) / number);
            shares.add(CompletableFuture.runAsync(() -> {
                for (int shelf = from; shelf < to; shelf++) sum[0] += cellar.worth(shelf);
            }, helpers));
        }
        for (var share : shares) share.get();
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
