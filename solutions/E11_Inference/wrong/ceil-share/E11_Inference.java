// Misconception: Rounded up, the shares take everything, so every worker has one.
// The test says: at most 2 of 3 sentences were in flight at once
package workbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

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
        var vectors = new double[sentences.size()][];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<Void>>();
            int share = (sentences.size() + workers - 1) / workers;
            for (int w = 0; w < workers; w++) {
                int from = w * share, to = Math.min(sentences.size(), from + share);
                if (from < to) tasks.add(() -> {
                    try (var network = loader.call()) {
                        for (int i = from; i < to; i++) vectors[i] = network.embed(sentences.get(i));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        return Arrays.asList(vectors);
    }
}
