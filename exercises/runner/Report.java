import module java.base;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Says what a run's tests do, as {@link Wire} messages: {@code test} and its name when one begins, and at the first
 * failure or the end one {@code verdict}: outcome, test, tests passed, ms, output, lines left out of it, message, places.
 */
final class Report implements TestExecutionListener {
    private final Capture printed;
    private final Consumer<String> say;
    private final CancellationToken enough = CancellationToken.create();
    private final long start = System.nanoTime();
    /** Given back when memory has run out, so that there is some to say it with. */
    private byte[] reserve = new byte[1 << 20];
    private volatile String test = "";
    private volatile int passed, events;
    private volatile boolean said;

    Report(Capture printed, Consumer<String> say) {
        this.printed = printed;
        this.say = say;
    }

    /** Cancels the tests that have not begun when the first has failed. */
    CancellationToken enough() { return enough; }

    @Override public void executionStarted(TestIdentifier started) {
        events++;
        if (!started.isTest()) return;
        test = name(started);
        say.accept(Wire.line("test", test));
    }

    @Override public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        events++;
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            fails(result.getThrowable().orElseThrow());
            enough.cancel();
        } else if (ended.isTest()) {
            passed++;
        }
    }

    void ends() {
        if (passed == 0) fails(new AssertionError("there is no test to pass"));
        else verdict("passed", "", List.of());
    }

    void fails(Throwable failure) {
        if (failure instanceof OutOfMemoryError) reserve = null;
        while (failure.getCause() != null && (failure instanceof ExceptionInInitializerError || failure instanceof InvocationTargetException)) failure = failure.getCause();
        var name = failure.getClass().getSimpleName();
        var message = failure.getMessage();
        if (message == null) message = name;
        else if (!(failure instanceof AssertionError)) message = name + ": " + message;
        var places = new LinkedHashSet<String>();
        for (var cause = failure; cause != null; cause = cause.getCause()) places.addAll(Threads.places(cause.getStackTrace()));
        verdict("failed", message, List.copyOf(places));
    }

    /** The JVM ends in the middle of a run. */
    void exits(List<String> places) {
        verdict("failed", "System.exit() was called, and it ends the whole program", places);
    }

    /**
     * Ends what the tests' own limit does not reach, such as an endless loop in a constructor; and this JVM with it.
     * Both limits are counted in turns of 1 ms and more, so this one is always the later.
     */
    void watch(int limit) {
        for (int turns = 0, seen = -1; !said; turns++) {
            if (seen != events) turns = 0;
            seen = events;
            if (turns > 2 * limit + 100) {
                verdict("failed", "the code does not end, and it stands where no test can stop it: in a constructor, or where a class begins", Threads.learners());
                Runtime.getRuntime().halt(1);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Only the first one counts. */
    private synchronized void verdict(String outcome, String message, List<String> places) {
        if (said) return;
        said = true;
        var fields = new ArrayList<Object>(List.of("verdict", outcome, test, passed, (System.nanoTime() - start) / 1_000_000, printed.text(), printed.more(), message));
        fields.addAll(places);
        say.accept(Wire.line(fields.toArray()));
    }

    /** Such as "aFreeChefTakesTheNextDish [2] 6, 2". */
    private static String name(TestIdentifier test) {
        var method = test.getSource().map(source -> source instanceof MethodSource of ? of.getMethodName() : "").orElse("");
        return test.getDisplayName().startsWith("[") ? method + " " + test.getDisplayName() : method;
    }
}
