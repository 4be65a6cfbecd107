// Style: a future for each share, and their sums are combined without a thread that waits for them.
package workbook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

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
        var total = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < number; i++) {
            int first = i;
            var share = CompletableFuture.supplyAsync(() -> everyNth(cellar, first, number), helpers);
            total = total.thenCombine(share, Long::sum);
        }
        total.thenAccept(cellar::note).join();
    }

    private static long everyNth(Cellar cellar, int first, int number) {
        return IntStream.iterate(first, shelf -> shelf < cellar.shelves(), shelf -> shelf + number).mapToLong(cellar::worth).sum();
    }

    /** Foretells by Amdahl's law how many times faster than one helper so many are. */
    public static double speedUp(double serialPart, int helpers) {
        return helpers / (1 + serialPart * (helpers - 1));
    }

    /** Tells by Amdahl's law from a measured speed-up how large the serial part is, from 0 to 1. */
    public static double serialPart(double speedUp, int helpers) {
        return (helpers / speedUp - 1) / (helpers - 1);
    }
}
