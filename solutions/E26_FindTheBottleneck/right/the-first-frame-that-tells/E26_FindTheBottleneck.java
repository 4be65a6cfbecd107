// Style: walks down each stack to the first frame that tells something.
package workbook;

import java.util.List;

public class E26_FindTheBottleneck {

    public enum Verdict { CPU, IO, BLOCKED, CONNECTIONS, MEMORY, NOTHING }

    /** Threads that stand at the same place, virtual ones too. */
    public record Place(double threads, Thread.State state, String name, List<String> stack) {}

    /** The share of the CPU time that went into the garbage collector, from 0 to 1, and where the threads stand. */
    public record Evidence(double collecting, List<Place> places) {}

    /** What the program is short of. */
    public static Verdict diagnose(Evidence evidence) {
        double io = 0, locks = 0, places = 0, computing = 0;
        for (var place : evidence.places())
            switch (look(place)) {
                case IO -> io += place.threads();
                case BLOCKED -> locks += place.threads();
                case CONNECTIONS -> places += place.threads();
                case CPU -> computing += place.threads();
                default -> { }
            }
        if (evidence.collecting() > 1 / 3.0) return Verdict.MEMORY;
        if (computing >= 0.8) return Verdict.CPU;
        double most = Math.max(io, Math.max(locks, places));
        if (most < 0.5) return Verdict.NOTHING;
        return most == io ? Verdict.IO : most == locks ? Verdict.BLOCKED : Verdict.CONNECTIONS;
    }

    private static Verdict look(Place place) {
        if (place.state() == Thread.State.BLOCKED) return Verdict.BLOCKED;
        for (var frame : place.stack()) {
            if (frame.contains("ThreadPoolExecutor.getTask") || frame.contains("ForkJoinPool.awaitWork") || frame.contains("EPoll.wait") || frame.contains("Socket.accept")) return Verdict.NOTHING;
            if (frame.contains("Poller.subPollerLoop") || frame.contains("Continuation.run")) return Verdict.NOTHING;
            if (frame.contains("ReentrantLock") || frame.contains("ReentrantReadWriteLock")) return Verdict.BLOCKED;
            if (frame.contains("Semaphore") || frame.contains("getConnection")) return Verdict.CONNECTIONS;
            if (frame.contains("implRead") || frame.contains("FileInputStream") || frame.contains("net.http")) return Verdict.IO;
        }
        boolean runs = place.state() == Thread.State.RUNNABLE && !place.stack().isEmpty() && !place.stack().get(0).contains("(native)");
        return runs ? Verdict.CPU : Verdict.NOTHING;
    }
}
