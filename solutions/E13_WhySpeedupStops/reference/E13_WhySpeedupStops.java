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
        int shelves = cellar.shelves();
        var tasks = new ArrayList<Callable<Long>>();
        for (int i = 0; i < number; i++) {                                      // a share for each helper, as large as any other
            int from = (int) ((long) shelves * i / number), to = (int) ((long) shelves * (i + 1) / number);
            tasks.add(() -> {
                long sum = 0;                                                   // the helper's own: nobody waits for anybody
                for (int shelf = from; shelf < to; shelf++) sum += cellar.worth(shelf);
                return sum;
            });
        }
        long sum = 0;
        for (var counted : helpers.invokeAll(tasks)) sum += counted.get();
        cellar.note(sum);                                                       // once for all
    }

    /** Foretells by Amdahl's law how many times faster than one helper so many are. */
    public static double speedUp(double serialPart, int helpers) {
        return 1 / (serialPart + (1 - serialPart) / helpers);               // the serial part stays, and the rest is shared
    }

    /** Tells by Amdahl's law from a measured speed-up how large the serial part is, from 0 to 1. */
    public static double serialPart(double speedUp, int helpers) {
        return (1 / speedUp - 1.0 / helpers) / (1 - 1.0 / helpers);         // the same, solved for the serial part
    }
}
