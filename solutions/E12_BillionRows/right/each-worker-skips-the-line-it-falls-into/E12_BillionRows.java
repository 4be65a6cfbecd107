// Style: the cuts stay where they are: a worker leaves the line that it falls into to the one before, and reads each line that begins in its part to the end.
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
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
        var found = new ArrayList<FutureTask<Map<String, Stats>>>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < workers; i++) {
            int from = at(file, i, workers), to = at(file, i + 1, workers);
            var part = new FutureTask<>(() -> linesThatBeginBetween(file, from, to, read));
            found.add(part);
            threads.add(Thread.ofPlatform().start(part));
        }
        for (var thread : threads) thread.join();       // also where a part has failed, nobody is left
        var all = new HashMap<String, Stats>();
        for (var part : found) part.get().forEach((station, stats) -> all.merge(station, stats, Stats::plus));
        return all;
    }

    private static int at(byte[] file, int i, int workers) { return (int) ((long) file.length * i / workers); }

    private static Map<String, Stats> linesThatBeginBetween(byte[] file, int from, int to, Function<String, Row> read) {
        var sums = new HashMap<String, Stats>();
        int begin = from == 0 || from == file.length || file[from - 1] == '\n' ? from : endOfLine(file, from) + 1;
        while (begin < to) {
            int end = endOfLine(file, begin);
            var row = read.apply(new String(file, begin, end - begin, StandardCharsets.UTF_8));
            sums.merge(row.station(), row.stats(), Stats::plus);
            begin = end + 1;
        }
        return sums;
    }

    /** Where the line's '\n' stands, or would stand. */
    private static int endOfLine(byte[] file, int at) {
        while (at < file.length && file[at] != '\n') at++;
        return at;
    }
}
