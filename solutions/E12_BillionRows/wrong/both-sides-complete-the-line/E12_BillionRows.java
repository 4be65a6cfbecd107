// Misconception: A line that is cut belongs to the part where it begins and to the part where it ends: each completes it.
// The test says: was read 2 times instead of once: a cut falls within a line
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
                int from = begin(file, i, workers), to = end(file, i + 1, workers);
                parts.add(() -> part(file, from, to, read));
            }
            for (var part : pool.invokeAll(parts)) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        }
        return all;
    }

    private static int begin(byte[] file, int i, int workers) {
        int at = (int) ((long) file.length * i / workers);
        while (at > 0 && file[at - 1] != '\n') at--;
        return at;
    }

    private static int end(byte[] file, int i, int workers) {
        int at = (int) ((long) file.length * i / workers);
        while (at > 0 && at < file.length && file[at - 1] != '\n') at++;
        return at;
    }

    private static Map<String, Stats> part(byte[] file, int from, int to, Function<String, Row> read) {
        var sums = new HashMap<String, Stats>();
        new String(file, from, to - from, StandardCharsets.UTF_8).lines().map(read)
                .forEach(row -> sums.merge(row.station(), row.stats(), Stats::plus));
        return sums;
    }
}
