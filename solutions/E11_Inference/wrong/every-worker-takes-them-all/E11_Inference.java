// Misconception: Workers that run the same loop share its work.
// The test says: sentence 0 was embedded 3 times
package workbook;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

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
        var vectors = new AtomicReferenceArray<double[]>(sentences.size());
        try (var pool = Executors.newFixedThreadPool(workers)) {
            Callable<Void> worker = () -> {
                try (var network = loader.call()) {
                    for (int i = 0; i < vectors.length(); i++) vectors.set(i, network.embed(sentences.get(i)));
                }
                return null;
            };
            for (var done : pool.invokeAll(Collections.nCopies(workers, worker))) done.get();
        }
        return IntStream.range(0, vectors.length()).mapToObj(vectors::get).toList();
    }
}
