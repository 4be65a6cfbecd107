import module java.base;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording of the JDK's Flight Recorder. It tells a wait when it has ended, and of a virtual thread only sleep, IO and pinning:
 * one that waits for a lock, a permit or a result leaves no event.
 *
 * @param spans  what threads did, from when to when; what computed is a sample
 * @param pauses of the collector
 * @param cpu    of the process, and of the machine, in cores
 * @param gcCpu  seconds that the collector has computed, if the recording says so
 * @param after  seconds and bytes in the heap, after each collection
 * @param deadlock which threads wait for each other for ever, or ""
 */
record Recording(List<Span> spans, List<Span> pauses, double[] cpu, double gcCpu, List<double[]> after, double heap, int cores, String deadlock) {

    /** From when to when, in nanoseconds, a thread did this. */
    record Span(Seen seen, Activity activity, long from, long to) {
        double seconds() { return (to - from) / 1e9; }
    }

    /** Writes the settings that a timeline needs: all waits, however short. As a file, since a JVM before 22 takes no question of more than 1,024 characters. */
    static Path allWaits(Path folder) throws IOException {
        var waits = Stream.of("ThreadPark", "JavaMonitorEnter", "JavaMonitorWait", "ThreadSleep", "SocketRead", "SocketWrite", "FileRead", "FileWrite", "FileForce", "VirtualThreadPinned")
                .map(name -> event(name, "threshold", "0 ns", "stackTrace", "true", "throttle", "off"));
        var samples = Stream.of("ExecutionSample", "NativeMethodSample").map(name -> event(name, "period", "10 ms"));
        var rest = Stream.of(event("GCPhasePause"), event("CPUInformation"), event("ThreadDump", "period", "endChunk"), event("CPULoad", "period", "500 ms"));
        return Files.writeString(folder.resolve("waits.jfc"), Stream.of(waits, samples, rest).flatMap(each -> each).collect(Collectors.joining("", "<configuration version=\"2.0\">\n", "</configuration>\n")));
    }

    private static String event(String name, String... settings) {
        var event = "<event name=\"jdk.%s\"><setting name=\"enabled\">true</setting>".formatted(name);
        for (int i = 0; i < settings.length; i += 2) event += "<setting name=\"%s\">%s</setting>".formatted(settings[i], settings[i + 1]);
        return event + "</event>\n";
    }

    private static final long SAMPLE = 10_000_000;

    static Recording of(Path file) {
        if (!Files.isReadable(file)) throw new Misuse("cannot read " + file);
        var spans = new ArrayList<Span>();
        var pauses = new ArrayList<Span>();
        var loads = new ArrayList<double[]>();
        var after = new ArrayList<double[]>();
        double gcCpu = 0, heap = 0;
        long begin = Long.MAX_VALUE, dumped = 0;
        var dump = "";
        int cores = Runtime.getRuntime().availableProcessors();
        try (var events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                begin = Math.min(begin, nanos(event.getStartTime()));
                switch (event.getEventType().getName()) {
                    case "jdk.CPULoad" -> loads.add(new double[] {event.getFloat("jvmUser") + event.getFloat("jvmSystem"), event.getFloat("machineTotal")});
                    case "jdk.CPUInformation" -> cores = event.getInt("hwThreads");
                    case "jdk.GCHeapConfiguration" -> heap = event.getLong("maxSize");
                    case "jdk.GCHeapSummary" -> { if (event.getString("when").startsWith("After")) after.add(new double[] {nanos(event.getStartTime()) / 1e9, event.getLong("heapUsed")}); }
                    case "jdk.GCCPUTime" -> gcCpu += event.getDuration("userTime").plus(event.getDuration("systemTime")).toNanos() / 1e9;
                    case "jdk.GCPhasePause" -> pauses.add(new Span(null, Activity.SYSTEM, nanos(event.getStartTime()), nanos(event.getEndTime())));
                    case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> sample(event, event.getThread("sampledThread"), spans);
                    case "jdk.CPUTimeSample" -> sample(event, event.getThread("eventThread"), spans);
                    case "jdk.JavaMonitorEnter" -> wait(event, Activity.LOCK, "monitorClass", spans);
                    case "jdk.ThreadPark" -> wait(event, null, "parkedClass", spans);
                    case "jdk.JavaMonitorWait" -> wait(event, null, "", spans);
                    case "jdk.ThreadSleep" -> wait(event, Activity.TIMER, "", spans);
                    case "jdk.SocketRead", "jdk.SocketWrite", "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce" -> wait(event, Activity.IO, "", spans);
                    case "jdk.ThreadDump" -> {
                        if (nanos(event.getStartTime()) < dumped) continue;
                        dumped = nanos(event.getStartTime());
                        dump = event.getString("result");
                    }
                    case "jdk.VirtualThreadPinned" -> wait(event, Activity.PINNED, "", spans);
                    default -> { }
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new Misuse("%s is not a whole recording: %s".formatted(file, Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
        toTheEnd(dump, begin, dumped, spans);
        if (spans.isEmpty() && loads.isEmpty()) throw new Misuse(file + " holds no events of threads: record with settings=profile");
        int all = cores;
        var cpu = IntStream.of(0, 1).mapToDouble(i -> all * loads.stream().mapToDouble(load -> load[i]).average().orElse(0)).toArray();
        return new Recording(spans, pauses, cpu, gcCpu, after, heap, cores, Dumps.deadlock(dump));
    }

    /** A wait for a lock or a permit that has not ended leaves no event, as in a deadlock; the last dump shows it. */
    private static void toTheEnd(String dump, long begin, long dumped, List<Span> spans) {
        var last = spans.stream().collect(Collectors.toMap(span -> span.seen().id(), Span::to, Math::max));
        var deadlock = Dumps.deadlock(dump);
        long end = Math.max(dumped, last.values().stream().mapToLong(each -> each).max().orElse(0));
        for (var seen : Dumps.printed(dump).threads()) {
            long from = last.getOrDefault(seen.id(), begin), to = deadlock.contains(seen.name() + " waits for") ? end : dumped;
            if (from < to && !seen.ofTheJvm() && EnumSet.of(Activity.LOCK, Activity.LIMIT).contains(seen.activity())) spans.add(new Span(seen, seen.activity(), from, to));
        }
    }

    private static void sample(RecordedEvent event, RecordedThread thread, List<Span> spans) {
        var seen = seen(event, thread, "RUNNABLE", "");
        if (seen.ofTheJvm() || seen.frames().isEmpty()) return;
        long at = nanos(event.getStartTime());
        spans.add(new Span(seen, seen.activity(), at - SAMPLE, at));
    }

    private static void wait(RecordedEvent event, Activity known, String on, List<Span> spans) {
        var type = on.isEmpty() ? null : event.getClass(on);
        var seen = seen(event, event.getThread("eventThread"), "WAITING", type == null ? "" : type.getName());
        var activity = seen.ofTheJvm() ? Activity.SYSTEM : known == null || seen.activity() == Activity.SYSTEM ? seen.activity() : known;
        if (activity == Activity.TIMER && (seen.virtual() || seen.worker())) activity = Activity.SLEEPING;
        if (activity != Activity.SYSTEM) spans.add(new Span(seen, activity, nanos(event.getStartTime()), nanos(event.getEndTime())));
    }

    private static Seen seen(RecordedEvent event, RecordedThread thread, String state, String on) {
        var name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        var stack = event.getStackTrace();
        var frames = stack == null ? List.<Seen.Frame>of() : stack.getFrames().stream()
                .map(frame -> new Seen.Frame(frame.getMethod().getType().getName() + "." + frame.getMethod().getName(), frame.getLineNumber() < 0 ? "" : "line " + frame.getLineNumber())).toList();
        return new Seen(thread == null ? "?" : "" + thread.getJavaThreadId(), name, thread != null && thread.isVirtual(), true, state, on, List.of(), frames);
    }

    private static long nanos(Instant instant) { return instant.getEpochSecond() * 1_000_000_000L + instant.getNano(); }

    long from() { return spans.stream().mapToLong(Span::from).min().orElse(0); }

    long to() { return spans.stream().mapToLong(Span::to).max().orElse(0); }
}
