// Style: a fork/join task cuts its part in two at the begin of a line, until it holds one line only.
package workbook;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
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
        try (var pool = new ForkJoinPool(workers)) {
            return pool.invoke(new Part(file, 0, file.length, read));
        }
    }

    private static final class Part extends RecursiveTask<Map<String, Stats>> {
        private static final long serialVersionUID = 1;
        private final transient byte[] file;
        private final int from, to;
        private final transient Function<String, Row> read;

        Part(byte[] file, int from, int to, Function<String, Row> read) {
            this.file = file;
            this.from = from;
            this.to = to;
            this.read = read;
        }

        @Override protected Map<String, Stats> compute() {
            int middle = beginOfLine((from + to) >>> 1);
            if (middle > from) {
                var left = new Part(file, from, middle, read);
                left.fork();
                var sums = new Part(file, middle, to, read).compute();
                left.join().forEach((station, stats) -> sums.merge(station, stats, Stats::plus));
                return sums;
            }
            var sums = new HashMap<String, Stats>();
            for (int begin = from, end; begin < to; begin = end + 1) {
                for (end = begin; end < to && file[end] != '\n'; ) end++;
                var row = read.apply(new String(file, begin, end - begin, StandardCharsets.UTF_8));
                sums.merge(row.station(), row.stats(), Stats::plus);
            }
            return sums;
        }

        /** The begin of the line in which a byte is, or of the part. */
        private int beginOfLine(int at) {
            while (at > from && file[at - 1] != '\n') at--;
            return at;
        }
    }
}
