// Style: the caller is one of the workers; each has a network, and they draw the sentences from one queue.
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

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
        var todo = new ConcurrentLinkedQueue<FutureTask<double[]>>();
        var mine = new ThreadLocal<Network>();
        for (var sentence : sentences) todo.add(new FutureTask<>(() -> mine.get().embed(sentence)));
        var all = new ArrayList<>(todo);
        Callable<Void> work = () -> {
            try (var network = loader.call()) {
                mine.set(network);
                for (var task = todo.poll(); task != null; task = todo.poll()) task.run();
            } finally {
                mine.remove();
            }
            return null;
        };
        var others = new ArrayList<FutureTask<Void>>();
        var threads = new ArrayList<Thread>();
        for (int i = 1; i < workers; i++) {
            others.add(new FutureTask<>(work));
            threads.add(Thread.ofPlatform().start(others.getLast()));
        }
        try {
            work.call();
        } finally {
            for (var thread : threads) thread.join();
        }
        for (var other : others) other.get();
        var vectors = new ArrayList<double[]>();
        for (var task : all) vectors.add(task.get());
        return vectors;
    }
}
