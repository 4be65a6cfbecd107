// Misconception: What invokeAll() has loaded is in the list when something fails.
// The test says: the first load failed, and 2 networks are still open
package workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
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
        var networks = new ArrayBlockingQueue<Network>(workers);
        try (var pool = Executors.newFixedThreadPool(workers)) {
            try {
                // loading takes seconds: all at once
                for (var loaded : pool.invokeAll(Collections.nCopies(workers, loader))) networks.add(loaded.get());
                var tasks = new ArrayList<Callable<double[]>>();
                for (var sentence : sentences) tasks.add(() -> {
                    var network = networks.take();
                    try {
                        return network.embed(sentence);
                    } finally {
                        networks.add(network);
                    }
                });
                var vectors = new ArrayList<double[]>();
                for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
                return vectors;
            } finally {
                for (var network : networks) network.close();
            }
        }
    }
}
