// Misconception: Better closed twice than never.
// The test says: a network was closed twice
package workbook;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        var networks = new ConcurrentLinkedQueue<Network>();
        var next = new AtomicInteger();
        var vectors = new double[sentences.size()][];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            Callable<Void> worker = () -> {
                try (var network = loader.call()) {
                    networks.add(network);
                    for (int i = next.getAndIncrement(); i < vectors.length; i = next.getAndIncrement()) vectors[i] = network.embed(sentences.get(i));
                }
                return null;
            };
            for (var done : pool.invokeAll(Collections.nCopies(workers, worker))) done.get();
        } finally {
            for (var network : networks) network.close();
        }
        return List.of(vectors);
    }
}
