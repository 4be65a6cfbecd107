// Style: every worker gets every n-th sentence and a network, and nobody shares anything.
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
        var vectors = new double[sentences.size()][];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var shares = new ArrayList<Callable<Void>>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                shares.add(() -> {
                    try (var network = loader.call()) {
                        for (int i = first; i < vectors.length; i += workers) vectors[i] = network.embed(sentences.get(i));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(shares)) done.get();
        }
        return List.of(vectors);
    }
}
