import module java.base;

/** The live objects of a JVM by class: instances and bytes. To count them the JVM collects all that is dead first. */
final class Histogram {
    private static final Pattern ROW = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)"), TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)"),
            TASK = Pattern.compile("java\\.util\\.concurrent\\.(FutureTask|CompletableFuture\\$Async\\w+|ForkJoinTask\\$\\w+Action|LinkedBlockingQueue\\$Node)"), FILLER = Pattern.compile("FillerElement|FillerArray");

    private final long at = System.nanoTime();
    private final Map<String, double[]> classes = new HashMap<>();
    private final double total;

    Histogram(Target target) {
        var text = target.ask("GC.class_histogram");
        for (var row = ROW.matcher(text); row.find(); ) classes.put(row.group(3), new double[] {Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2))});
        var sum = TOTAL.matcher(text);
        total = sum.find() ? Double.parseDouble(sum.group(1)) : 0;
    }

    /** Tasks that stand in queues, by the most numerous kind. */
    double tasks() { return classes.entrySet().stream().filter(each -> TASK.matcher(each.getKey()).matches()).mapToDouble(each -> each.getValue()[0]).max().orElse(0); }

    /** The same numbers, with what the live heap has grown by since before; only if it is a good part of the heap already. */
    Vitals since(Histogram before, Vitals vitals) {
        double rate = (total - before.total) / ((at - before.at) / 1e9);
        if (rate < 200_000 || total < 0.08 * vitals.heap()) return vitals;
        var most = classes.keySet().stream().filter(name -> !FILLER.matcher(name).find()).sorted(Comparator.comparingDouble(name -> -(classes.get(name)[1] - before.classes.getOrDefault(name, new double[2])[1]))).limit(3).map(Histogram::plain).toList();
        return vitals.withHeap((vitals.heap() - total) / rate, "%.1f MB a second, most of it %s".formatted(rate / 1e6, String.join(", ", most)));
    }

    private static String plain(String name) { return name.equals("[B") ? "byte[]" : name.equals("[C") ? "char[]" : name.startsWith("[L") ? name.substring(2, name.length() - 1) + "[]" : name; }
}
