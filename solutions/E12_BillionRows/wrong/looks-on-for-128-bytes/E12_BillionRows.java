// Misconception: No line is that long.
// The test says: which is no line of the file: a line has more than 100,000 bytes
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
                parts.add(() -> {
                    var sums = new HashMap<String, Stats>();
                    for (var line : new String(file, from, to - from, StandardCharsets.UTF_8).split("\n")) {
                        if (line.isEmpty()) continue;
                        var row = read.apply(line);
                        sums.merge(row.station(), row.stats(), Stats::plus);
                    }
                    return sums;
                });
            }
            for (var part : pool.invokeAll(parts)) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        }
        return all;
    }

    private static int cut(byte[] file, int i, int workers) {
        int at = (int) ((long) file.length * i / workers);
        for (int on = 0; on < 128 && at > 0 && at < file.length && file[at - 1] != '\n'; on++) at++;     // no line is longer, surely
        return at;
    }
}
