// Misconception: With a lock for each network, it does not matter whose turn it is.
// The test says: of 11 others began meanwhile
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
        var networks = new ArrayList<Network>();
        try {
            for (int w = 0; w < workers; w++) networks.add(loader.call());
            try (var pool = Executors.newFixedThreadPool(workers)) {
                var tasks = new ArrayList<Callable<double[]>>();
                for (int i = 0; i < sentences.size(); i++) {
                    var sentence = sentences.get(i);
                    var network = networks.get(i % workers);
                    tasks.add(() -> { synchronized (network) { return network.embed(sentence); } });
                }
                var vectors = new ArrayList<double[]>();
                for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
                return vectors;
            }
        } finally {
            for (var network : networks) network.close();
        }
    }
}
