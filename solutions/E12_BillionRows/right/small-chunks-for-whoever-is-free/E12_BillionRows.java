// Style: many small chunks, of which whoever is free takes the next; all add to one concurrent map.
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
        var all = new ConcurrentHashMap<String, Stats>();
        var cuts = cuts(file, Math.max(1, file.length / workers / 4));     // a few chunks for each worker, so that none looks on for long
        var next = new AtomicInteger();
        Callable<Void> worker = () -> {
            for (int chunk = next.getAndIncrement(); chunk < cuts.size() - 1; chunk = next.getAndIncrement()) {
                var text = new String(file, cuts.get(chunk), cuts.get(chunk + 1) - cuts.get(chunk), StandardCharsets.UTF_8);
                for (var line : text.split("\n")) {
                    var row = read.apply(line);
                    all.merge(row.station(), row.stats(), Stats::plus);
                }
            }
            return null;
        };
        try (var pool = Executors.newFixedThreadPool(workers)) {
            for (var done : pool.invokeAll(java.util.Collections.nCopies(workers, worker))) done.get();
        }
        return all;
    }

    /** Each cut is the first begin of a line at least a chunk behind the cut before. */
    private static List<Integer> cuts(byte[] file, int chunk) {
        var cuts = new ArrayList<>(List.of(0));
        while (cuts.getLast() < file.length) {
            int cut = Math.min(cuts.getLast() + chunk, file.length);
            while (cut < file.length && file[cut - 1] != '\n') cut++;
            cuts.add(cut);
        }
        return cuts;
    }
}
