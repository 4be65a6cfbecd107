// Misconception: Each worker has its own network, so nothing is shared.
// The test says: data race on ArrayList
package workbook;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class E11_Inference {

    /** A loaded network. Not thread-safe. */
    public interface Network extends AutoCloseable {
        /** Computes the vector of a sentence, on the thread that calls. */
        double[] embed(String sentence) throws Exception;

        /** Gives its memory back. */
        @Override void close();
    }

    /** Gives the vectors of all sentences, which so many workers compute; the loader loads a network. */
    public static List<double[]> embedAll(List<String> sentences, int workers, Callable<Network> loader) throws Exception {
        var loaded = new ArrayList<Network>();
        var mine = new ThreadLocal<Network>();
        try {
            try (var pool = Executors.newFixedThreadPool(workers)) {
                var tasks = new ArrayList<Callable<double[]>>();
                for (var sentence : sentences) tasks.add(() -> {
                    if (mine.get() == null) {
                        var network = loader.call();
                        loaded.add(network);            // from all workers, without a lock: one may be lost, and is never closed
                        mine.set(network);
                    }
                    return mine.get().embed(sentence);
                });
                var vectors = new ArrayList<double[]>();
                for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
                return vectors;
            }
        } finally {
            for (var network : loaded) network.close();
        }
    }
}
