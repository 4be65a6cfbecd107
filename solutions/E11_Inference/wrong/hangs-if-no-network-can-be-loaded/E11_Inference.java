// Misconception: Whoever may not load one waits: one will come back.
// The test says: every load failed, and no other network will ever come
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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
        var free = new LinkedBlockingQueue<Network>();
        var loads = new AtomicInteger();
        try {
            try (var pool = Executors.newFixedThreadPool(workers)) {
                var tasks = new ArrayList<Callable<double[]>>();
                for (var sentence : sentences) tasks.add(() -> {
                    var network = free.poll();
                    if (network == null) network = loads.incrementAndGet() <= workers ? loader.call() : free.take();
                    try {
                        return network.embed(sentence);
                    } finally {
                        free.add(network);
                    }
                });
                var vectors = new ArrayList<double[]>();
                for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
                return vectors;
            }
        } finally {
            for (var network : free) network.close();
        }
    }
}
