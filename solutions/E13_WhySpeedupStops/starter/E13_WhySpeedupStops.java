package workbook;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/*
 * E13 · Why speed-up stops
 *
 * Story   Stocktaking. Helpers count what the cellar is worth, shelf by shelf, and it takes longer than when one cook did
 *         it alone: each helper is sent for a single shelf, and they all queue up at the one book.
 * Task    Repair takeStock(), and tell by Amdahl's law what helpers can gain at all.
 * Rules   The signatures and Cellar stay as they are.
 *         When takeStock() returns, every shelf is counted once, and the sum of what is noted is what all are worth.
 *         The helpers count, and nobody else: `helpers` are so many threads as `number` says. All of them are at it at
 *         once if there are at least as many shelves as helpers. They are only lent, so they stay open for other tasks.
 *         At most 4 tasks for each helper are handed out, and note() is called at most as often. If helpers share a sum
 *         beside the book, they add to it at most as often, too.
 *         If worth() throws an exception or an error, takeStock() throws the same, or another one with it as cause.
 *         speedUp(): how many times faster so many helpers are, 1 or more, if a part of the work, from 0 to 1, is serial.
 *         serialPart(): how much of the work is serial if so many helpers, 2 or more, are so many times faster than one:
 *         from 1 time to as many times as there are helpers.
 * Run     ./mvnw -f exercises test -Dtest='E13*'
 */
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
        var tasks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < cellar.shelves(); i++) {
            int shelf = i;
            tasks.add(() -> {
                cellar.note(cellar.worth(shelf));       // TODO: this is slower than a loop, and below are no laws but hopes
                return null;
            });
        }
        for (var done : helpers.invokeAll(tasks)) done.get();
    }

    /** Foretells by Amdahl's law how many times faster than one helper so many are. */
    public static double speedUp(double serialPart, int helpers) {
        return helpers;
    }

    /** Tells by Amdahl's law from a measured speed-up how large the serial part is, from 0 to 1. */
    public static double serialPart(double speedUp, int helpers) {
        return 0;
    }
}
