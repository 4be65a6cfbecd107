// Misconception: Virtual threads are cheap, so there may be one for each line.
// The test says: lines were in flight at once, and 3 are allowed
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rows = new String(file, StandardCharsets.UTF_8).lines().map(line -> threads.submit(() -> read.apply(line))).toList();
            for (var row : rows) all.merge(row.get().station(), row.get().stats(), Stats::plus);
        }
        return all;
    }
}
