// Style: each worker is a thread with a network of its own, and takes the next sentence by a counter.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        var vectors = new double[sentences.size()][];
        var threads = new ArrayList<Thread>();
        for (int worker = 0; worker < workers; worker++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (var network = loader.call()) {
                    for (int i = next.getAndIncrement(); i < vectors.length && failure.get() == null; i = next.getAndIncrement()) {
                        vectors[i] = network.embed(sentences.get(i));       // each worker writes to places of its own
                    }
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (var thread : threads) thread.join();       // join() also makes their vectors visible here
        if (failure.get() != null) throw new Exception(failure.get());
        return List.of(vectors);
    }
}
