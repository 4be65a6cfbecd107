package workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;

/*
 * E12 · Billion rows
 *
 * Story   A weather service keeps a year of its stations in one long file, a line for each report. Somebody cut the
 *         file into parts of the same size, one for each worker. It is fast now, and some reports are gone, and
 *         there are stations that nobody has ever heard of.
 * Task    Cut the file so that every line is read by exactly one worker.
 * Rules   The types and the signature of summarize() stay as they are.
 *         The file is UTF-8. Each line ends with '\n', only the last one may lack it, and no '\r' is in it. No line is
 *         empty. A line may be in the file more than once: each of them counts.
 *         Every line comes to read() once, whole, with the blanks at its ends, and without its '\n'; nothing else does.
 *         Where there are as many lines as workers, or more, and all of the same length, as many lines as workers are
 *         being read at once; never more. A line may be of any length, also longer than a part, and there may be fewer
 *         lines than workers, or none.
 *         What read() gives is added up by station, in any order. read() and plus() may be called by several threads
 *         at once.
 *         If read() throws an exception, summarize() throws it, or another one with it as a cause.
 *         When summarize() is over, also with an exception, no thread of it is left.
 * Run     ./mvnw -f exercises test -Dtest='E12*'
 */
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
            for (var part : pool.invokeAll(parts)) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        }
        return all;
    }

    /** Where part i begins, and the one before it ends. */
    private static int cut(byte[] file, int i, int workers) {
        return (int) ((long) file.length * i / workers);        // TODO: a line may begin in one part and end in the next
    }

    private static Map<String, Stats> part(byte[] file, int from, int to, Function<String, Row> read) {
        var sums = new HashMap<String, Stats>();
        new String(file, from, to - from, StandardCharsets.UTF_8).lines().map(read)
                .forEach(row -> sums.merge(row.station(), row.stats(), Stats::plus));
        return sums;
    }
}
