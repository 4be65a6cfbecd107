package workbook.proof;

import java.util.List;
import java.util.Set;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves that no platform thread is left behind: counts the threads before and after.
 *
 * <p>Only threads count that the test's own thread started, directly or not: they are in its thread group. The threads
 * of the common pool don't count, since the JVM keeps them. A thread that is just ending gets the turns to end.
 */
public final class Census {
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();
    private final Set<Thread> before = new HashSet<>(threads());

    private Census() {}

    /** Counts who is there before. */
    public static Census take() { return new Census(); }

    /** Fails if anybody is there who was not there before, with the threads' names and places; {@code because} ends the sentence. */
    public void assertNobodyLeft(String because) throws InterruptedException {
        if (Patience.until(Patience.LONG, () -> left().isEmpty())) return;
        var left = left();
        throw new AssertionError("%d %s left behind: %s%n%s".formatted(left.size(), left.size() == 1 ? "thread is" : "threads are", because, left.stream()
                .map(thread -> "  %s stands in %s".formatted(thread.getName(), Where.is(thread.getStackTrace())))
                .collect(Collectors.joining(System.lineSeparator()))));
    }

    private List<Thread> left() { return threads().stream().filter(thread -> !before.contains(thread)).toList(); }

    private List<Thread> threads() {
        var all = new Thread[group.activeCount() * 2 + 64];     // enumerate() leaves out what does not fit
        return Stream.of(all).limit(group.enumerate(all)).filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool-")).toList();
    }
}
