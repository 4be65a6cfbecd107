package workbook.proof;

import java.util.List;
import java.util.function.Predicate;

/** Where a thread stands, in words, such as "E03_StopWaiting.java:31 (CompletableFuture.join)". */
final class Where {
    private static final List<Predicate<StackTraceElement>> PLACES = List.of(   // the best first
            frame -> own(frame) && !frame.getFileName().endsWith("Test.java"),  // the learner's code
            frame -> own(frame),                                                // the test's code
            frame -> frame.getClassName().matches("java\\.util\\.concurrent\\.\\w+") && !frame.getMethodName().contains("anagedBlock"),
            frame -> true);

    private Where() {}

    static String is(StackTraceElement... stack) {
        for (var place : PLACES)
            for (int i = 0; i < stack.length; i++)
                if (place.test(stack[i])) {
                    if (!own(stack[i])) return method(stack[i]);
                    return line(stack[i]) + (i > 0 ? " (" + method(stack[i - 1]) + ")" : "");
                }
        return "no Java code";
    }

    static String line(StackTraceElement frame) { return frame.getFileName() + ":" + frame.getLineNumber(); }

    private static String method(StackTraceElement frame) {
        return frame.getClassName().replaceAll(".*[.]", "") + "." + frame.getMethodName();
    }

    /** Whether the frame is the workbook's, and not this kit's. */
    private static boolean own(StackTraceElement frame) {
        if (!frame.getClassName().startsWith("workbook.") || frame.getFileName() == null) return false;
        return !frame.getClassName().startsWith(Where.class.getPackageName()) || frame.getFileName().endsWith("Test.java");
    }
}
