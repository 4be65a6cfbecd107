package workbook.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads of one test, and the story of why they don't go on: where each stands, what it waits for, who holds that. */
final class Standstill {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Pattern VIRTUAL = Pattern.compile("#(?<id>\\d+) \"(?<name>.*)\" virtual (?<state>\\w+) .*(?<stack>(\\R +.*)*)");
    private static final Pattern FRAME = Pattern.compile(
            "at ((.*//)|(?<module>[\\w.]+)(@.*)?/)?(?<class>[\\w.$]+)[.](?<method>[\\w$<>]+)[(](?<file>[^:)]+)(:(?<line>\\d+))?");
    private static final Pattern LOCK = Pattern.compile("- (?<how>waiting to lock|locked) <(?<lock>.*)>");

    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private final ThreadGroup group = new ThreadGroup("test") {
        @Override public void uncaughtException(Thread thread, Throwable death) {
            deaths.add("%s died of %s at %s".formatted(thread.getName(), death, Where.is(death.getStackTrace())));
            super.uncaughtException(thread, death);
        }
    };
    private Thread first;

    /** Starts the first thread; those that it starts will belong to the scene too. */
    void start(String name, Runnable task) {
        first = new Thread(group, task, name);
        first.setDaemon(true);
        first.start();
    }

    void interrupt() { group.interrupt(); }

    boolean isDeadlock() { return !deadlocked().isEmpty(); }

    /** The first line is the sentence; then a line for each thread. */
    String story() {
        var deadlocked = deadlocked();
        var story = new ArrayList<String>();
        if (deadlocked.isEmpty()) story.add("the test has not ended, it is at " + Where.is(first.getStackTrace()));
        else story.add(deadlocked.stream().map(thread -> thread.getThreadName() + " waits for a lock that " + thread.getLockOwnerName() + " holds")
                .collect(Collectors.joining(", and ", "deadlock: ", "")));
        story.addAll(deaths);
        platform().forEach(thread -> story.add(line(thread)));
        virtual().forEach(story::add);
        return String.join(System.lineSeparator() + "  ", story);
    }

    private List<ThreadInfo> platform() {
        var all = new Thread[group.activeCount() * 2 + 64];
        var ids = Stream.of(all).limit(group.enumerate(all)).mapToLong(Thread::threadId).toArray();
        return Stream.of(THREADS.getThreadInfo(ids, true, true)).filter(thread -> thread != null).toList();
    }

    private List<ThreadInfo> deadlocked() {
        var ids = THREADS.findDeadlockedThreads();
        if (ids == null) return List.of();
        var ours = platform().stream().map(ThreadInfo::getThreadId).toList();
        return Stream.of(THREADS.getThreadInfo(ids)).filter(thread -> thread != null && ours.contains(thread.getThreadId())).toList();
    }

    private static String line(ThreadInfo thread) {
        boolean runs = thread.getThreadState() == Thread.State.RUNNABLE;
        var line = new StringBuilder(thread.getThreadName() + (runs ? " runs at " : " waits at ") + Where.is(thread.getStackTrace()));
        if (thread.getLockOwnerName() != null)
            line.append(", for %s, which %s holds".formatted(name(thread.getLockInfo()), thread.getLockOwnerName()));
        for (var lock : thread.getLockedMonitors())
            line.append(", holds %s since %s".formatted(name(lock), Where.line(lock.getLockedStackFrame())));
        for (var lock : thread.getLockedSynchronizers())
            if (!lock.getClassName().contains("ThreadPoolExecutor$Worker")) line.append(", holds " + name(lock));
        return line.toString();
    }

    private static String name(Object lock) {
        return lock.toString().replaceAll("^([a-z]\\w*[.])+", "").replaceAll("[$](Nonf|F)airSync", "");
    }

    /**
     * The virtual threads of the test, alike ones in one line. The JVM gives no list of them, but its thread dump has
     * them all; whoever is younger than the test counts as its child.
     */
    private List<String> virtual() {
        try {
            var dump = Files.createTempDirectory("standstill").resolve("dump.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            var alike = VIRTUAL.matcher(Files.readString(dump)).results()
                    .filter(thread -> Long.parseLong(thread.group("id")) > first.threadId())
                    .collect(Collectors.groupingBy(Standstill::line, LinkedHashMap::new, Collectors.counting()));
            Files.delete(dump);
            Files.delete(dump.getParent());
            return alike.entrySet().stream().map(line -> "%,d × %s".formatted(line.getValue(), line.getKey())).toList();
        } catch (IOException e) {
            return List.of("no thread dump: " + e);
        }
    }

    private static String line(MatchResult thread) {
        var stack = FRAME.matcher(thread.group("stack")).results().map(frame -> new StackTraceElement(null,
                frame.group("module"), null, frame.group("class"), frame.group("method"), frame.group("file"),
                frame.group("line") == null ? -1 : Integer.parseInt(frame.group("line")))).toArray(StackTraceElement[]::new);
        var locks = LOCK.matcher(thread.group("stack")).results().map(lock ->
                (lock.group("how").equals("locked") ? ", holds " : ", for ") + name(lock.group("lock"))).collect(Collectors.joining());
        return "virtual thread %s %s at %s%s".formatted(thread.group("name"),
                thread.group("state").equals("RUNNABLE") ? "runs" : "waits", Where.is(stack), locks).replace("  ", " ");
    }
}
