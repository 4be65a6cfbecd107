// Misconception: putAll() adds to what is there.
// The test says: one of them is lost
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;

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
        var all = new HashMap<String, Stats>();
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var parts = new ArrayList<Callable<Map<String, Stats>>>();
            for (int i = 0; i < workers; i++) {
                int from = cut(file, i, workers), to = cut(file, i + 1, workers);
                parts.add(() -> part(file, from, to, read));
            }
            for (var part : pool.invokeAll(parts)) all.putAll(part.get());
        }
        return all;
    }

    /** Where part i begins, and the one before it ends. */
    private static int cut(byte[] file, int i, int workers) {
        int cut = (int) ((long) file.length * i / workers);
        while (cut > 0 && cut < file.length && file[cut - 1] != '\n') cut++;
        return cut;
    }

    private static Map<String, Stats> part(byte[] file, int from, int to, Function<String, Row> read) {
        var sums = new HashMap<String, Stats>();
        new String(file, from, to - from, StandardCharsets.UTF_8).lines().map(read)
                .forEach(row -> sums.merge(row.station(), row.stats(), Stats::plus));
        return sums;
    }
}
