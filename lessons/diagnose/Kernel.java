import module java.base;

/**
 * What Linux counts of a process's threads; elsewhere nothing is known.
 *
 * @param waited seconds that threads that run Java have stood in the run queue, wanting a core
 * @param ran    seconds that they have run
 * @param gc     seconds that the collector's threads have run
 * @param all    seconds that all threads have run
 */
record Kernel(double waited, double ran, double gc, double all) {
    static final Kernel UNKNOWN = new Kernel(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Names of the threads that collect, in all collectors from JDK 17 on. */
    static final Pattern COLLECTOR = Pattern.compile("(Par)?GC |G1 |VM Thread|Z[A-Z]|X(Dir|Dri|Sta|Unc|Wor)|Shen");

    private static final Pattern OTHERS = Pattern.compile("(C[12] Comp|JFR |RMI |JMX |VM |Attach|Signal|Sweeper|Monitor|Service|Reference|Finalizer|Common-C|Notif).*");

    static Kernel of(long pid) {
        var tasks = Path.of("/proc", "" + pid, "task");
        if (!Files.isDirectory(tasks)) return UNKNOWN;
        double waited = 0, ran = 0, gc = 0, all = 0;
        try (var list = Files.list(tasks)) {
            for (var task : list.toList()) {
                try {
                    var name = Files.readString(task.resolve("comm")).strip();
                    var times = Files.readString(task.resolve("schedstat")).strip().split(" ");
                    double run = Double.parseDouble(times[0]) / 1e9;
                    all += run;
                    if (COLLECTOR.matcher(name).lookingAt()) gc += run;
                    else if (!OTHERS.matcher(name).matches()) {
                        ran += run;
                        waited += Double.parseDouble(times[1]) / 1e9;
                    }
                } catch (IOException gone) {
                    // a thread that ended meanwhile
                }
            }
        } catch (IOException gone) {
            return UNKNOWN;
        }
        return new Kernel(waited, ran, gc, all);
    }

    /** How much of each there was a second, since before. */
    Kernel since(Kernel before, double seconds) {
        return new Kernel((waited - before.waited) / seconds, (ran - before.ran) / seconds, (gc - before.gc) / seconds, (all - before.all) / seconds);
    }

    /** How many of the machine's cores a process may use. */
    static int cores(long pid) {
        try (var lines = Files.lines(Path.of("/proc", "" + pid, "status"))) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:")).flatMap(line -> Stream.of(line.replaceAll(".*:\\s*", "").split(",")))
                    .map(range -> range.split("-")).mapToInt(range -> 1 + Integer.parseInt(range[range.length - 1]) - Integer.parseInt(range[0])).sum();
        } catch (IOException | NumberFormatException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
