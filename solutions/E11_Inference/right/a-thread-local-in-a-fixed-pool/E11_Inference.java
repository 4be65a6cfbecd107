// Style: a fixed pool has as many threads as workers, and each thread keeps its network; a list closes them all.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        var loaded = new ConcurrentLinkedQueue<Network>();
        var mine = new ThreadLocal<Network>();
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<double[]>>();
            for (var sentence : sentences) {
                tasks.add(() -> {
                    if (mine.get() == null) {
                        mine.set(loader.call());
                        loaded.add(mine.get());
                    }
                    return mine.get().embed(sentence);
                });
            }
            var vectors = new ArrayList<double[]>();
            for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
            return vectors;
        } finally {
            for (var network : loaded) network.close();     // no thread uses them any more: the pool was closed before
        }
    }
}
