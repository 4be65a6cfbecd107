// Misconception: A sentence says where its vector belongs.
// The test says: sentence 7 came twice
package workbook;

import java.util.ArrayList;
import java.util.Arrays;
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
        var todo = new ConcurrentLinkedQueue<>(sentences);
        var vectors = new double[sentences.size()][];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int w = 0; w < workers; w++) tasks.add(() -> {
                try (var network = loader.call()) {
                    for (String sentence; (sentence = todo.poll()) != null; ) vectors[sentences.indexOf(sentence)] = network.embed(sentence);
                }
                return null;
            });
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        return Arrays.asList(vectors);
    }
}
