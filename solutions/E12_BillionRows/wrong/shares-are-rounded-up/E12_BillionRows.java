// Misconception: Shares that are rounded up leave no line over, so all workers have some.
// The test says: at most 2 of 3 lines were in flight at once
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
        var lines = new String(file, StandardCharsets.UTF_8).split("\n");
        int share = (lines.length + workers - 1) / workers;
        var all = new HashMap<String, Stats>();
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var parts = new ArrayList<Callable<Map<String, Stats>>>();
            for (int i = 0; i < workers; i++) {
                int from = Math.min(lines.length, i * share), to = Math.min(lines.length, from + share);
                parts.add(() -> {
                    var sums = new HashMap<String, Stats>();
                    for (int l = from; l < to; l++) {
                        if (lines[l].isEmpty()) continue;
                        var row = read.apply(lines[l]);
                        sums.merge(row.station(), row.stats(), Stats::plus);
                    }
                    return sums;
                });
            }
            for (var part : pool.invokeAll(parts)) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        }
        return all;
    }
}
