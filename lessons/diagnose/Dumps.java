import com.google.gson.Gson;
import module java.base;

/** Reads the two kinds of thread dumps that every HotSpot JVM writes. */
final class Dumps {
    private Dumps() {}

    /**
     * @param threads the platform threads that run Java
     * @param cpu     seconds that each has computed, by its id
     * @param jvm     seconds of the JVM's own threads (the collector's and others), by name
     */
    record Printed(List<Seen> threads, Map<String, Double> cpu, Map<String, Double> jvm) {}

    private static final Pattern
            HEAD = Pattern.compile("^\"(.*)\"(?: #(\\d+))?.* cpu=([\\d.]+)ms "),
            STATE = Pattern.compile("^   java\\.lang\\.Thread\\.State: (\\w+)"),
            FRAME = Pattern.compile("^\\s+at ([^(]+)\\((?:.*/)?(.*)\\)"),
            WAITS = Pattern.compile("^\\s+- (?:waiting to lock|parking to wait for|waiting to re-lock in wait\\(\\))\\s+<(0x[0-9a-f]+)> \\(a (.*)\\)"),
            HOLDS = Pattern.compile("^\\s+- (?:locked )?<(0x[0-9a-f]+)> \\(a ");

    /** Of the text of Thread.print, which is the same from JDK 17 to 25. */
    static Printed printed(String text) {
        var threads = new ArrayList<Seen>();
        var cpu = new HashMap<String, Double>();
        var jvm = new HashMap<String, Double>();
        for (var paragraph : text.split("\n(?=\")")) {
            var head = HEAD.matcher(paragraph);
            if (!head.find()) continue;
            String name = head.group(1), id = head.group(2);
            double seconds = Double.parseDouble(head.group(3)) / 1e3;
            if (id == null) {
                jvm.put(name, seconds);
                continue;
            }
            cpu.put(id, seconds);
            var frames = new ArrayList<Seen.Frame>();
            var holds = new ArrayList<String>();
            String state = "RUNNABLE", on = "";
            for (var line : (Iterable<String>) paragraph.lines().skip(1)::iterator) {
                Matcher found;
                if ((found = FRAME.matcher(line)).find()) frames.add(new Seen.Frame(found.group(1), found.group(2).contains(":") ? found.group(2) : ""));
                else if ((found = STATE.matcher(line)).find()) state = found.group(1);
                else if ((found = WAITS.matcher(line)).find()) on = found.group(2) + "@" + found.group(1);
                else if ((found = HOLDS.matcher(line)).find()) holds.add(found.group(1));
            }
            threads.add(new Seen(id, name, false, true, state, on, List.copyOf(holds), List.copyOf(frames)));
        }
        return new Printed(threads, cpu, jvm);
    }

    private static final Pattern DEADLOCKED = Pattern.compile("(?m)^\"(.*)\":\\R  waiting (?:to lock|for ownable) .*\\R  which is held by \"(.*)\"");

    /** What the JVM itself says of a deadlock at the end of Thread.print: who waits for whom; "" if there is none. */
    static String deadlock(String text) { return DEADLOCKED.matcher(text).results().map(found -> found.group(1) + " waits for " + found.group(2)).distinct().limit(6).collect(Collectors.joining(", ")); }

    private record Json(Threads threadDump) {}
    private record Threads(List<Container> threadContainers) {}
    private record Container(List<Entry> threads) {}
    private record Blocker(String object) {}
    private record Entry(String tid, String name, boolean virtual, String carrier, String state, Blocker parkBlocker, String blockedOn, List<String> stack) {}

    /**
     * Of the text of Thread.dump_to_file, which knows the virtual threads.
     *
     * @param platform numbers of those that are known from Thread.print: JDK 21 to 23 do not say which ones are virtual
     */
    static List<Seen> virtual(String json, Set<String> platform) {
        return new Gson().fromJson(json, Json.class).threadDump.threadContainers.stream().flatMap(container -> container.threads.stream())
                .filter(entry -> entry.virtual || entry.state == null && !platform.contains(entry.tid))
                .map(entry -> new Seen(entry.tid, entry.name, true, entry.carrier != null, Objects.requireNonNullElse(entry.state, ""),
                        entry.blockedOn != null ? entry.blockedOn : entry.parkBlocker != null && entry.parkBlocker.object != null ? entry.parkBlocker.object : "", List.of(),
                        entry.stack.stream().map(Dumps::frame).toList())).toList();
    }

    private static Seen.Frame frame(String text) {
        var found = Pattern.compile("^(?:[^(]*/)?([^(]+)\\((.*)\\)").matcher(text);
        return found.find() ? new Seen.Frame(found.group(1), found.group(2).contains(":") ? found.group(2) : "") : new Seen.Frame(text, "");
    }
}
