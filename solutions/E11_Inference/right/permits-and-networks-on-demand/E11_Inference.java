// Style: a virtual thread for each sentence, a permit for each worker; a network is loaded when none is free.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

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
        var permits = new Semaphore(workers);
        var free = new ConcurrentLinkedDeque<Network>();
        try {
            var vectors = new ArrayList<Future<double[]>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var sentence : sentences) {
                    vectors.add(threads.submit(() -> {
                        permits.acquire();
                        try {
                            var idle = free.poll();
                            var network = idle != null ? idle : loader.call();
                            try {
                                return network.embed(sentence);
                            } finally {
                                free.push(network);
                            }
                        } finally {
                            permits.release();
                        }
                    }));
                }
            }
            var all = new ArrayList<double[]>();
            for (var vector : vectors) all.add(vector.get());
            return all;
        } finally {
            for (var network : free) network.close();
        }
    }
}
