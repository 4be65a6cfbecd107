package workbook.proof;

import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Proves that no platform thread is held up inside the learner's code while a dependency is pending.
 *
 * <p>Looks again and again, one turn apart, at the stacks of all platform threads. A thread is held up if it is found
 * in the code and not running in {@value #HELD} looks in a row, or in whatever state (it spins) in as many looks as
 * {@link Patience#LONG}. A passing moment is neither. Nobody is held up if {@value #CLEAR} looks in a row find no
 * thread in the code. A virtual thread may wait there: it gives its platform thread back.
 */
public final class Blocked {
    private static final int HELD = 50, CLEAR = 30;

    private Blocked() {}

    /** Fails with the thread's name and its line in {@code code}; {@code meanwhile} says what is pending. */
    public static void assertNobodyIn(Class<?> code, String meanwhile) { assertNobodyIn(code, _ -> false, meanwhile); }

    /** The same, and whoever {@code may} be there does not count. */
    public static void assertNobodyIn(Class<?> code, Predicate<Thread> may, String meanwhile) {
        var there = new HashMap<Thread, Integer>();         // looks in a row
        var standing = new HashMap<Thread, Integer>();      // looks in a row, and not running
        for (int look = 0, clear = 0; look <= Patience.LONG && clear < CLEAR; look++) {
            var now = Thread.getAllStackTraces();
            now.keySet().removeIf(may);
            now.values().removeIf(stack -> frames(stack, code).findAny().isEmpty());
            clear = now.isEmpty() ? clear + 1 : 0;
            there.keySet().retainAll(now.keySet());
            standing.keySet().retainAll(now.keySet());
            now.forEach((thread, stack) -> {
                if (thread.getState() == Thread.State.RUNNABLE) standing.remove(thread);
                else standing.merge(thread, 1, Integer::sum);
                if (there.merge(thread, 1, Integer::sum) >= Patience.LONG || standing.getOrDefault(thread, 0) >= HELD)
                    throw new AssertionError("thread %s is held up at %s %s".formatted(
                            thread.getName(), frames(stack, code).filter(frame -> frame.getFileName() != null).findFirst().map(Where::line).orElse(code.getSimpleName()), meanwhile));
            });
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The frames of that very class, its lambdas and nested classes included. */
    private static Stream<StackTraceElement> frames(StackTraceElement[] stack, Class<?> code) {
        return Stream.of(stack).filter(frame -> frame.getClassName().split("\\$")[0].equals(code.getName())
                && Objects.equals(frame.getClassLoaderName(), code.getClassLoader().getName()));
    }
}
