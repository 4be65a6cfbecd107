// Misconception: A limit before a lock, and a lock before IO: the first that is there at all is the bottleneck.
// The test says: threads 1.5 wait for a lock, and 24 read
package workbook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class E26_FindTheBottleneck {

    public enum Verdict { CPU, IO, BLOCKED, CONNECTIONS, MEMORY, NOTHING }

    /** Threads that stand at the same place, virtual ones too. */
    public record Place(double threads, Thread.State state, String name, List<String> stack) {}

    /** The share of the CPU time that went into the garbage collector, from 0 to 1, and where the threads stand. */
    public record Evidence(double collecting, List<Place> places) {}

    /** What the program is short of. */
    public static Verdict diagnose(Evidence evidence) {
        if (evidence.collecting() > 1.0 / 3) return Verdict.MEMORY;         // first of all: its threads seem to compute
        var threads = evidence.places().stream().collect(Collectors.groupingBy(E26_FindTheBottleneck::waitsFor, Collectors.summingDouble(Place::threads)));
        if (threads.getOrDefault(Verdict.CPU, 0.0) >= 0.8) return Verdict.CPU;      // the cores are taken, whatever the others wait for
        return Stream.of(Verdict.IO, Verdict.BLOCKED, Verdict.CONNECTIONS).filter(what -> threads.getOrDefault(what, 0.0) >= 0.5)
                .reduce((_, later) -> later).orElse(Verdict.NOTHING);
    }

    /** By the frames: the state only tells a monitor, and who runs. */
    private static Verdict waitsFor(Place place) {
        if (place.state() == Thread.State.BLOCKED || isIn(place, "locks.Reentrant", "locks.StampedLock")) return Verdict.BLOCKED;
        if (isIn(place, "Semaphore.", "Pool.getConnection", ".borrowObject")) return Verdict.CONNECTIONS;
        if (isIn(place, "NioSocketImpl.read", "NioSocketImpl.connect", "FileInputStream.read", "HttpClientImpl.send")) return Verdict.IO;
        boolean runs = place.state() == Thread.State.RUNNABLE && !place.stack().isEmpty() && !place.stack().getFirst().endsWith("(native)")
                && !isIn(place, "Continuation.run", "VirtualThread.park");          // a carrier, whose virtual thread has a line of its own
        return runs ? Verdict.CPU : Verdict.NOTHING;
    }

    private static boolean isIn(Place place, String... frames) {
        return place.stack().stream().anyMatch(frame -> Stream.of(frames).anyMatch(frame::contains));
    }
}
