// Misconception: Whoever needs one makes one: then nothing is shared.
// The test says: 12 networks were loaded for 12 sentences
package workbook;

import java.util.ArrayList;
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
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<double[]>>();
            for (var sentence : sentences) {
                tasks.add(() -> {
                    try (var network = loader.call()) {
                        return network.embed(sentence);
                    }
                });
            }
            var vectors = new ArrayList<double[]>();
            for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
            return vectors;
        }
    }
}
