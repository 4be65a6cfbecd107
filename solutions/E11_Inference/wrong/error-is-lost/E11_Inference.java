// Misconception: What can fail is an Exception.
// The test says: every sentence failed with an OutOfMemoryError, and embedAll() returned
package workbook;

import java.util.ArrayList;
import java.util.Arrays;
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
        var vectors = new double[sentences.size()][];
        var next = new AtomicInteger();
        var failure = new AtomicReference<Exception>();
        var threads = new ArrayList<Thread>();
        for (int w = 0; w < workers; w++) threads.add(Thread.ofPlatform().start(() -> {
            try (var network = loader.call()) {
                for (int i; (i = next.getAndIncrement()) < vectors.length; ) vectors[i] = network.embed(sentences.get(i));
            } catch (Exception e) {                     // an OutOfMemoryError ends the thread, and nobody hears of it
                failure.compareAndSet(null, e);
            }
        }));
        for (var thread : threads) thread.join();
        if (failure.get() != null) throw failure.get();
        return Arrays.asList(vectors);
    }
}
