// Misconception: The line after the call puts the network back.
// The test says: a sentence failed, and 1 network is still open
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
        var free = new ArrayBlockingQueue<Network>(workers);
        try {
            for (int i = 0; i < workers; i++) free.add(loader.call());
            try (var pool = Executors.newFixedThreadPool(workers)) {
                var tasks = new ArrayList<Callable<double[]>>();
                for (var sentence : sentences) tasks.add(() -> embed(sentence, free));
                var vectors = new ArrayList<double[]>();
                for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
                return vectors;
            }
        } finally {
            for (var network : free) network.close();
        }
    }

    private static double[] embed(String sentence, BlockingQueue<Network> free) throws Exception {
        var network = free.take();
        var vector = network.embed(sentence);
        free.add(network);
        return vector;
    }
}
