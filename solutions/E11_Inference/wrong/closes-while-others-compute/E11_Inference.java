// Misconception: After a failure nothing counts any more, so everything can be closed at once.
// The test says: a network was closed while a sentence was in it
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

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
        var networks = new ArrayList<Network>();
        var pool = Executors.newFixedThreadPool(workers);
        try {
            for (int i = 0; i < workers; i++) networks.add(loader.call());
            var free = new LinkedBlockingQueue<Network>(networks);
            var futures = new ArrayList<Future<double[]>>();
            for (var sentence : sentences) futures.add(pool.submit(() -> embed(sentence, free)));
            var vectors = new ArrayList<double[]>();
            for (var done : futures) vectors.add(done.get());
            return vectors;
        } finally {
            pool.shutdownNow();
            for (var network : networks) network.close();
        }
    }

    private static double[] embed(String sentence, BlockingQueue<Network> free) throws Exception {
        var network = free.take();
        try {
            return network.embed(sentence);
        } finally {
            free.add(network);
        }
    }
}
