package workbook;

import java.util.List;
import java.util.stream.Collectors;

/*
 * E26 · Find the bottleneck
 *
 * Story   A program is slow, and you may look at it while it runs. Somebody has taken ten dumps of all its threads, has put
 *         those together that stand at the same place, and has written down how much of its CPU time went into the garbage
 *         collector. A colleague has a rule for it: who is RUNNABLE computes, who is BLOCKED waits for a lock, and who is
 *         WAITING has nothing to do. It names the wrong bottleneck for most programs.
 * Task    Name what the program is short of.
 * Rules   The types and signatures here stay as they are. The evidence comes from real programs on JDK 25; the tests have
 *         29 of them, each a file in exercises/src/test/resources/E26. What they are called, and their classes and threads,
 *         tells nothing.
 *         MEMORY       more than a third of the CPU time goes into the garbage collector.
 *         CPU          else, somebody computes, all the time or nearly so: threads 0.8 and more, together.
 *         Else the largest of these three, if it has threads 0.5 and more, together:
 *         IO           an answer or data from elsewhere, on whatever kind of thread.
 *         BLOCKED      a lock that somebody else has, of whatever kind.
 *         CONNECTIONS  a place where there are only so many: a permit of a semaphore, a connection of a pool.
 *         NOTHING      else, however many threads wait for work, for a guest, for a time, or for each other's end.
 * Run     ./mvnw -f exercises test -Dtest='E26*'
 */
public class E26_FindTheBottleneck {

    public enum Verdict { CPU, IO, BLOCKED, CONNECTIONS, MEMORY, NOTHING }

    /**
     * Threads that stand at the same place, virtual ones too.
     *
     * @param threads how many, on average over the dumps
     * @param state   what the dump says of them
     * @param name    of one of them, without its number
     * @param stack   class and method, where they stand first, such as {@code sun.nio.ch.Net.poll (native)}; of a thread of the JVM, none
     */
    public record Place(double threads, Thread.State state, String name, List<String> stack) {}

    /** The share of the CPU time that went into the garbage collector, from 0 to 1, and where the threads stand. */
    public record Evidence(double collecting, List<Place> places) {}

    /** What the program is short of. */
    public static Verdict diagnose(Evidence evidence) {
        var states = evidence.places().stream().collect(Collectors.groupingBy(Place::state, Collectors.summingDouble(Place::threads)));
        var most = states.keySet().stream().max((a, b) -> Double.compare(states.get(a), states.get(b))).orElseThrow();
        return switch (most) {          // TODO: a state is what the JVM knows of a thread; what does it do where it stands?
            case RUNNABLE -> Verdict.CPU;
            case BLOCKED -> Verdict.BLOCKED;
            default -> Verdict.NOTHING;
        };
    }
}
