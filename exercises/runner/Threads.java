import module java.base;
import module java.management;
import jdk.management.VirtualThreadSchedulerMXBean;

/** The threads of a judging JVM: who is there, where the learner's stand, and whether all is quiet after a run. */
final class Threads {
    private static final int TURNS = 20;        // of 1 ms, for a thread that is just ending
    private static final VirtualThreadSchedulerMXBean VIRTUAL = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    private Threads() {}

    /** The platform threads that are not the JDK's own. */
    static Set<Thread> alive() {
        var group = Thread.currentThread().getThreadGroup();
        var all = new Thread[group.activeCount() * 2 + 64];     // enumerate() leaves out what does not fit
        return Stream.of(all).limit(group.enumerate(all)).filter(thread -> !thread.getName().matches("patience|.*(ommonPool|CompletableFuture).*"))
                .collect(Collectors.toSet());
    }

    /** Whether nothing of a run is left that could disturb the next one. A virtual thread that waits disturbs nobody. */
    static boolean areQuiet(Set<Thread> before) {
        for (int turn = 0; turn < TURNS; turn++) {
            if (before.containsAll(alive()) && VIRTUAL.getMountedVirtualThreadCount() == 0 && VIRTUAL.getQueuedVirtualThreadCount() == 0
                    && ForkJoinPool.commonPool().isQuiescent()) return true;
            LockSupport.parkNanos(1_000_000);
        }
        return false;
    }

    /** Where in the learner's code System.exit() was called. */
    static List<String> exiting() {
        return Thread.getAllStackTraces().values().stream().filter(stack -> Stream.of(stack).anyMatch(frame ->
                frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit"))).flatMap(stack -> places(stack).stream()).toList();
    }

    /** Where the learner's threads stand. */
    static List<String> learners() {
        return Thread.getAllStackTraces().values().stream().flatMap(stack -> places(stack).stream().limit(1)).distinct().toList();
    }

    /** The frames that are the learner's, each once, as "file:line:method". */
    static List<String> places(StackTraceElement[] stack) {
        return Stream.of(stack).filter(frame -> frame.getClassName().startsWith("workbook.") && !frame.getClassName().startsWith("workbook.proof.")
                        && frame.getFileName() != null && !frame.getFileName().endsWith("Test.java"))
                .map(frame -> "%s:%d:%s".formatted(frame.getFileName(), frame.getLineNumber(), method(frame))).distinct().toList();
    }

    /** A lambda is shown as a part of its method. */
    private static String method(StackTraceElement frame) { return frame.getMethodName().replaceAll("lambda\\$(.+)\\$\\d+", "$1"); }
}
