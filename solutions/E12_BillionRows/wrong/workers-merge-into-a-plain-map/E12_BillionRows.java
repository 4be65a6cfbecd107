// Misconception: The workers' sums are few, so they can be merged as they come.
// The test says: data race on HashMap
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.Function;
import java.util.stream.*;

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
            var parts = new ArrayList<Callable<Void>>();
            for (int i = 0; i < workers; i++) {
                int from = cut(file, i, workers), to = cut(file, i + 1, workers);
                parts.add(() -> {
                    var sums = new HashMap<String, Stats>();
                    for (var line : new String(file, from, to - from, StandardCharsets.UTF_8).split("\n")) {
                        if (line.isEmpty()) continue;
                        var row = read.apply(line);
                        sums.merge(row.station(), row.stats(), Stats::plus);
                    }
                    sums.forEach((station, stats) -> all.merge(station, stats, Stats::plus));       // each worker, without a lock
                    return null;
                });
            }
            for (var part : pool.invokeAll(parts)) part.get();
        }
        return all;
    }

    private static int cut(byte[] file, int i, int workers) {
        int at = (int) ((long) file.length * i / workers);
        while (at > 0 && at < file.length && file[at - 1] != '\n') at++;
        return at;
    }
}
