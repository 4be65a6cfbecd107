// Misconception: A worker reads as long as it has not gone beyond its last byte, so a line that begins right there is its line, too.
// The test says: was read 2 times instead of once: a cut falls right behind the end of a line
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
                int from = at(file, i, workers), to = at(file, i + 1, workers);
                parts.add(() -> part(file, from, to, read));
            }
            for (var part : pool.invokeAll(parts)) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        }
        return all;
    }

    private static int at(byte[] file, int i, int workers) {
        return (int) ((long) file.length * i / workers);
    }

    private static Map<String, Stats> part(byte[] file, int from, int to, Function<String, Row> read) {
        var sums = new HashMap<String, Stats>();
        int begin = from == 0 || file[from - 1] == '\n' ? from : endOfLine(file, from) + 1;
        while (begin <= to && begin < file.length) {
            int end = endOfLine(file, begin);
            var row = read.apply(new String(file, begin, end - begin, StandardCharsets.UTF_8));
            sums.merge(row.station(), row.stats(), Stats::plus);
            begin = end + 1;
        }
        return sums;
    }

    private static int endOfLine(byte[] file, int at) {
        while (at < file.length && file[at] != '\n') at++;
        return at;
    }
}
