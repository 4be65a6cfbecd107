// Style: a parallel stream of the parts, run in a pool with as many threads as workers; a collector adds up.
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public class E12_BillionRows {

    /** What is known of a station. It never changes. */
    public interface Stats {
        /** What the two know together. */
        Stats plus(Stats other);
    }

    /** What a line says. */
    public record Row(String station, Stats stats) {}

    /** Reads the file with so many workers, and gives what all its lines together say of each station. */
    public static Map<String, Stats> summarize(byte[] file, int workers, Function<String, Row> read) throws Exception {
        try (var pool = new ForkJoinPool(workers)) {
            return pool.submit(() -> IntStream.range(0, workers).parallel().boxed()
                    .flatMap(i -> text(file, cut(file, i, workers), cut(file, i + 1, workers)).lines())
                    .map(read)
                    .collect(Collectors.toMap(Row::station, Row::stats, Stats::plus))).get();
        }
    }

    private static String text(byte[] file, int from, int to) { return new String(file, from, to - from, StandardCharsets.UTF_8); }

    /** Back to the begin of the line in which the cut would fall. */
    private static int cut(byte[] file, int i, int workers) {
        if (i == workers) return file.length;
        int cut = (int) ((long) file.length * i / workers);
        while (cut > 0 && file[cut - 1] != '\n') cut--;
        return cut;
    }
}
