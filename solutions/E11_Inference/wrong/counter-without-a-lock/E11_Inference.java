// Misconception: A counter needs no lock: ++ is one step.
// The test says: data race on int[]
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
        var vectors = new double[sentences.size()][];
        int[] next = {0};
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int w = 0; w < workers; w++) tasks.add(() -> {
                try (var network = loader.call()) {
                    for (int i; (i = next[0]++) < vectors.length; ) vectors[i] = network.embed(sentences.get(i));
                }
                return null;
            });
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        return Arrays.asList(vectors);
    }
}
