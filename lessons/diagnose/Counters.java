import module java.base;
import sun.jvmstat.monitor.MonitorException;
import sun.jvmstat.monitor.MonitoredHost;
import sun.jvmstat.monitor.VmIdentifier;

/** Counters that a JVM keeps of its collector in a file that others may read, as `jcmd PID PerfCounter.print` does; at is a time in seconds. */
record Counters(double at, Map<String, Double> values) {

    static Counters of(long pid) {
        try {
            var host = MonitoredHost.getMonitoredHost("localhost");
            var jvm = host.getMonitoredVm(new VmIdentifier("//" + pid));
            var values = new HashMap<String, Double>();
            for (var counter : jvm.findByPattern("sun\\.gc\\.(collector|generation)\\..*|sun\\.os\\.hrt\\.frequency")) if (counter.getValue() instanceof Long value) values.put(counter.getName(), value.doubleValue());
            host.detach(jvm);
            return new Counters(System.nanoTime() / 1e9, values);
        } catch (MonitorException | URISyntaxException e) {
            return new Counters(System.nanoTime() / 1e9, Map.of());
        }
    }

    private double sum(String names) { return values.keySet().stream().filter(name -> name.matches(names)).mapToDouble(values::get).sum(); }

    /** Seconds that the program has stood still for collections so far. */
    double paused() { return sum("sun\\.gc\\.collector\\.\\d\\.time") / values.getOrDefault("sun.os.hrt.frequency", 1e9); }

    double collections() { return sum("sun\\.gc\\.collector\\.\\d\\.invocations"); }

    /** Bytes in the whole heap, and in its old generation, where only a collection puts something. */
    double used() { return sum("sun\\.gc\\.generation\\.\\d\\.space\\.\\d\\.used"); }

    private double old() { return sum("sun\\.gc\\.generation\\.1\\.space\\.\\d\\.used"); }

    /** The most that the heap may hold, in bytes. */
    double heap() { return Math.max(sum("sun\\.gc\\.generation\\.0\\.maxCapacity"), sum("sun\\.gc\\.generation\\.1\\.maxCapacity")); }

    static double fullIn(List<Counters> looks) {
        return fullIn(IntStream.range(1, looks.size()).filter(i -> looks.get(i).collections() > looks.get(i - 1).collections()).mapToObj(looks::get)
                .map(each -> new double[] {each.at, each.old()}).toList(), looks.getLast().heap());
    }

    /** Seconds until the heap is full, by a straight line through pairs of seconds and bytes after a collection; infinite if it does not grow like one. */
    static double fullIn(List<double[]> after, double heap) {
        if (after.size() < 3 || after.getLast()[1] < 0.1 * heap) return Double.POSITIVE_INFINITY;
        double x = after.stream().mapToDouble(each -> each[0]).average().orElseThrow(), y = after.stream().mapToDouble(each -> each[1]).average().orElseThrow();
        double xx = 0, xy = 0, yy = 0;
        for (var each : after) {
            xx += (each[0] - x) * (each[0] - x);
            xy += (each[0] - x) * (each[1] - y);
            yy += (each[1] - y) * (each[1] - y);
        }
        boolean straight = xy > 0 && xy * xy > 0.8 * xx * yy;                                  // the square of their correlation
        return straight ? (heap - after.getLast()[1]) / (xy / xx) : Double.POSITIVE_INFINITY;
    }
}
