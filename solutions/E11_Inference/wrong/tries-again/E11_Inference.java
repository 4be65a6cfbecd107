// Misconception: A second try does no harm.
// The test says: a sentence failed, and was embedded 2 times
package workbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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
        var next = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int w = 0; w < workers; w++) tasks.add(() -> {
                try (var network = loader.call()) {
                    for (int i; (i = next.getAndIncrement()) < vectors.length; )
                        try {
                            vectors[i] = network.embed(sentences.get(i));
                        } catch (Exception e) {
                            vectors[i] = network.embed(sentences.get(i));       // once more
                        }
                }
                return null;
            });
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        return Arrays.asList(vectors);
    }
}
