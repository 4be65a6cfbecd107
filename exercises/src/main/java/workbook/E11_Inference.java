package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/*
 * E11 · Inference
 *
 * Story   A shop's search turns sentences into vectors. All workers share one network, as in lesson 11. But this network
 *         computes in a buffer of its own: two calls at once write into the same numbers, and the vectors are nonsense.
 *         To load another one costs seconds, and half a gigabyte until it is closed.
 * Task    Keep all workers busy, each in a network that nobody else is in, with at most as many networks as workers.
 * Rules   The types and signatures here stay as they are. Calls of the loader may overlap.
 *         Never are two calls in one network at the same time.
 *         Where there are as many sentences as workers, or more, as many calls as workers are in flight at once.
 *         A slow sentence holds up its own worker and no other. Whoever deals out shares beforehand makes them as equal
 *         as can be.
 *         At most as many networks as workers are loaded in all, for any number of sentences. A network in which
 *         a sentence failed is still good, and is not replaced.
 *         Each sentence is embedded once. One that failed is not tried again.
 *         The vectors come in the order of the sentences. The same sentence may come twice.
 *         If a call of embed() or of the loader fails, with whatever throwable, embedAll() ends and throws one too;
 *         sentences that have not begun by then may be left.
 *         When embedAll() is over, either way, every network that was loaded is closed, once, with no call in it nor
 *         after that, and no thread is left.
 * Run     ./mvnw -f exercises test -Dtest='E11*'
 */
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
        try (var network = loader.call(); var pool = Executors.newFixedThreadPool(workers)) {
            var tasks = new ArrayList<Callable<double[]>>();
            for (var sentence : sentences) tasks.add(() -> network.embed(sentence));    // TODO: all workers are in one network at once
            var vectors = new ArrayList<double[]>();
            for (var done : pool.invokeAll(tasks)) vectors.add(done.get());
            return vectors;
        }
    }
}
