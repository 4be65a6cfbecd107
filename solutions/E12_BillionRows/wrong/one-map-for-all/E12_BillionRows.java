// Misconception: Each worker adds with merge(), so they can share a map.
// The test says: two workers added to one and the same sum at once
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
            var parts = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < workers; i++) {
                int from = cut(file, i, workers), to = cut(file, i + 1, workers);
                parts.add(CompletableFuture.runAsync(() -> part(file, from, to, read, all), pool));
            }
            for (var part : parts) part.get();
        }
        return all;
    }

    /** Where part i begins, and the one before it ends. */
    private static int cut(byte[] file, int i, int workers) {
        int cut = (int) ((long) file.length * i / workers);
        while (cut > 0 && cut < file.length && file[cut - 1] != '\n') cut++;
        return cut;
    }

    private static void part(byte[] file, int from, int to, Function<String, Row> read, Map<String, Stats> sums) {
        new String(file, from, to - from, StandardCharsets.UTF_8).lines().map(read)
                .forEach(row -> sums.merge(row.station(), row.stats(), Stats::plus));
    }
}
