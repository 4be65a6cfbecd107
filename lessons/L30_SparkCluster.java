//JAVA 25+
//DEPS org.apache.spark:spark-sql_2.13:4.2.0
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
/*
 * L30 · Spark cluster         The first run downloads Apache Spark: 280 MB.
 * Question   Rows as in lesson 12 on a real Spark cluster: from which size on does it beat one machine? And if a worker dies in mid-job?
 * Predict    how many of 24 tasks are done again when a worker is killed half-way
 * Run        jbang 30     or, with this file alone: jbang L30_SparkCluster.java
 * Try next   --rows=100000000: what is left of the overhead?   --master=spark://host:7077: a cluster of your own
 */
import java.lang.management.ManagementFactory;
import org.apache.spark.scheduler.*;
import org.apache.spark.sql.SparkSession;

static final int TASKS = 24;
final List<Process> daemons = new ArrayList<>();            // the master, and two workers

void main(String... args) throws Exception {
    if (args.length > 1 && args[0].equals("daemon")) { daemon(args[1], Arrays.copyOfRange(args, 2, args.length)); return; }
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> { System.err.println("jbang: no cluster: " + e.toString().lines().findFirst().get()); System.exit(1); });
    var options = new ArrayList<>(List.of(args));
    var given = options.stream().filter(option -> option.matches("--master=spark://[\\w.-]+:\\d{1,5}")).findFirst();
    given.ifPresent(options::remove);
    if (options.contains("--help")) IO.println("--master=spark://host:port is for a cluster that is there already; none of its workers is killed");
    int most = open(options.toArray(String[]::new), "L30 · Spark cluster", "%,d rows to count, on one machine and on a Spark cluster of two workers. From which size on does the cluster win? And what is done again if a worker is killed in mid-job?",
            new Size("rows", 5_000_000, 1_000_000, 10_000, 500_000_000))[0], rows[] = {most / 10, most};
    long start = System.nanoTime();
    if (terminal()) System.err.print(given.isEmpty() ? "  starting a master, two workers and their executors …\r" : "  asking the master for executors …\r");
    var spark = session(home(), given.map(option -> option.substring(9)));
    long started = (System.nanoTime() - start) / 1_000_000;
    spark.sparkContext().addSparkListener(new SparkListener() {
        @Override public void onTaskEnd(SparkListenerTaskEnd end) { ended.add(new Task(end.stageId(), end.taskInfo().partitionId(), end.taskInfo().executorId(), end.reason().toString().equals("Success"))); if (lose && ended.size() == TASKS / 2) kill(daemons.get(2)); } });
    var answers = new HashSet<String>();                    // one for each size, if all agree
    var ms = new double[4][3];
    for (int run = -2; run < 12; run++) {                   // 2 sizes, 2 models; the larger size warms both up
        int model = Math.floorMod(run, 4), n = rows[model / 2];
        if (terminal()) System.err.printf("  %s: %,d rows %30s\r", run < 0 ? "warming up" : "round %d of 3".formatted(run / 4 + 1), n, "");
        long began = System.nanoTime();
        answers.add(model % 2 == 0 ? oneMachine(n) : cluster(spark, n));
        if (run >= 0) ms[model][run / 4] = (System.nanoTime() - began) / 1e6;
    }
    var loss = "– not tried: this cluster was there already, so none of its workers was killed";
    if (given.isEmpty()) {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        ended.clear();
        start = System.nanoTime();
        lose = true;
        answers.add(cluster(spark, most));
        loss = afterALoss(spark, (System.nanoTime() - start) / 1_000_000, median(ms[3]));
    }
    spark.stop();
    if (terminal()) System.err.printf("%79s\r", "");
    IO.println("\n  rows            parallel stream         Spark   one machine's lead");
    for (int m = 0; m < 4; m += 2) IO.println("  %,-14d  %,12.0f ms   %,8.0f ms   %17.1f×".formatted(rows[m / 2], median(ms[m]), median(ms[m + 1]), median(faster(ms[m + 1], ms[m]))));
    var ns = IntStream.range(0, 2).mapToDouble(m -> 1e6 * (median(ms[m + 2]) - median(ms[m])) / (rows[1] - rows[0])).toArray();      // T(rows) = fixed + rows × ns
    var fixed = IntStream.range(0, 2).mapToDouble(m -> median(ms[m]) - rows[0] * ns[m] / 1e6).toArray();
    boolean lost = DoubleStream.of(ns).min().getAsDouble() <= 0;
    IO.println("\n  estimated: machines like this one   Spark, a row   it wins from rows");
    for (int k : new int[] {1, 2, 4, 10}) IO.println("  %-34d  %,9.0f ns  %18s".formatted(k, ns[1] / k, lost ? "(noise)" : ns[1] / k >= ns[0] ? "never" : "%,.0f".formatted(new BigDecimal(Math.max(0, 1e6 * (fixed[1] - fixed[0]) / (ns[0] - ns[1] / k))).round(new java.math.MathContext(2)))));
    IO.println();
    say("You saw", answers.size() == 2 ? "✔ count, least, most and sum of each station are the same in all runs, on one machine, on the cluster%s".formatted(given.isEmpty() ? ", and with the loss of a worker" : "") : "✘ %d different answers for 2 sizes".formatted(answers.size()),
            shown("at %,d rows one machine is %%s× faster".formatted(rows[0]), faster(ms[1], ms[0]), 2, "a job costs little here"),
            shown("at %,d rows it still is %%s× faster: the workers share its cores".formatted(rows[1]), faster(ms[3], ms[2]), 1.1, "the cluster has caught up"), loss);
    say("Why", """
            A job costs %s whatever its rows: Spark plans it, compiles it, sends %d tasks, of which %d read rows, and fetches what they give. Then a row costs %s. With k machines the cluster's share is divided by k, so the table \
            says from which size on it wins, if the rows are where the machines are and nothing else gets slower: an estimate from two sizes. Before all that the cluster needed %,d ms to start. What a worker here has computed is lost with it, so Spark \
            repeats those tasks, and no others, from the rows. That counts nothing twice because a task has no effect but its result.""".formatted(lost ? "what is lost in the noise of this run" : "%,.0f ms".formatted(fixed[1]), TASKS + 4, TASKS, lost ? "too little to be seen at these sizes" : "%,.0f ns, and here %,.0f, on the same cores".formatted(ns[1], ns[0]), started));
    say("Next", "exercise E30 · guide: From one machine to millions · try: ./jbang 30 --rows=100000000");
    System.exit(0);                                         // the hook ends what is left
}

// tag::models[]
/** One machine: a parallel stream. Each row is made from its number, as text, and read again. */
String oneMachine(long rows) {
    return new TreeMap<>(LongStream.range(0, rows).parallel().mapToObj(id -> "station " + id % 1_000_003 * 7_919 % 413 + ";" + (id % 999_983 * 104_729 % 1_001 - 400) / 10.0)
            .collect(Collectors.groupingBy(row -> row.substring(0, row.indexOf(';')), Collectors.summarizingLong(row -> Math.round(10 * Double.parseDouble(row.substring(row.indexOf(';') + 1)))))))
            .entrySet().stream().map(e -> "[%s,%d,%d,%d,%d]".formatted(e.getKey(), e.getValue().getCount(), e.getValue().getMin(), e.getValue().getMax(), e.getValue().getSum())).toList().toString();
}

/** The cluster: the same in SQL. Spark cuts it into tasks, one for each part of the rows, and one for each part of the stations. */
String cluster(SparkSession spark, long rows) {
    return spark.sql("""
            select station, count(*), min(tenths), max(tenths), sum(tenths) from (
              select substring_index(row, ';', 1) as station, bigint(round(10 * double(substring_index(row, ';', -1)))) as tenths from (
                select concat('station ', id %% 1000003 * 7919 %% 413, ';', (id %% 999983 * 104729 %% 1001 - 400) / 10D) as row from range(0, %d, 1, %d)))
            group by station""".formatted(rows, TASKS)).collectAsList().stream().map(row -> row.toString()).sorted().toList().toString();
}
// end::models[]
/** What Spark tells of each task that has ended: its stage, which part of the rows, on which executor, and whether it is done or lost. */
record Task(int stage, int part, String executor, boolean done) {}
final Queue<Task> ended = new ConcurrentLinkedQueue<>();
volatile boolean lose;                                      // a worker, when half of the tasks are done

/** A part that was done or under way on the dead executor is told twice, as lost and as done anew; the others once. */
String afterALoss(SparkSession spark, long ms, double usual) throws TimeoutException {
    spark.sparkContext().listenerBus().waitUntilEmpty();
    var all = ended.stream().filter(task -> task.stage == ended.peek().stage).toList();
    var dead = all.stream().filter(task -> !task.done).map(Task::executor).collect(Collectors.toSet());
    var there = all.stream().filter(task -> dead.contains(task.executor)).map(Task::part).collect(Collectors.toSet());
    var again = all.stream().filter(task -> Collections.frequency(all.stream().map(Task::part).toList(), task.part) > 1).map(Task::part).collect(Collectors.toSet());
    long done = all.stream().filter(task -> task.done && dead.contains(task.executor)).count();
    return dead.size() != 1 || !there.stream().allMatch(again::contains) || again.size() >= TASKS ? "– inconclusive: %d executors were lost, with %d tasks, and %d tasks were done again".formatted(dead.size(), there.size(), again.size())
            : again.size() > there.size() ? "✘ %d tasks were on the worker that was killed, and %d were done again".formatted(there.size(), again.size()) : """
            ✔ by Spark's own count: with a worker %d tasks that were done and %d under way were lost. These %d of %d were done again, the other %d were not: %,d ms in place of %,.0f""".formatted(done, there.size() - done, again.size(), TASKS, TASKS - again.size(), ms, usual);
}
SparkSession session(Path home, Optional<String> given) throws Exception {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);      // of each worker
    String here, master;                                    // where workers find this JVM, and it the master
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var far = given.isEmpty() ? null : new Socket(URI.create(given.get()).getHost(), URI.create(given.get()).getPort())) {
        master = given.orElse("spark://127.0.0.1:" + free.getLocalPort()); here = far == null ? "127.0.0.1" : far.getLocalAddress().getHostAddress();
    }
    if (given.isEmpty()) start(home, "master.Master", "--host", "127.0.0.1", "--port", master.replaceAll(".*:", ""), "--webui-port", "0");
    for (var host : given.isEmpty() ? List.of("127.0.0.1", "localhost") : List.<String>of())      // two names, as of two machines: who loses one takes all on it for lost
        start(home, "worker.Worker", "--host", host, "--webui-port", "0", "--cores", "" + cores, "--memory", "1g", "--work-dir", home + "/work", master);
    var err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));        // Spark's log keeps the one that it finds
    var spark = SparkSession.builder().master(master).appName("L30").config("spark.ui.enabled", false).config("spark.driver.bindAddress", here).config("spark.driver.host", here)
            .config("spark.sql.warehouse.dir", home.toString()).config("spark.executor.memory", "512m").config("spark.cores.max", 2 * cores)
            .config("spark.sql.shuffle.partitions", 4).config("spark.sql.adaptive.enabled", false).config("spark.scheduler.minRegisteredResourcesRatio", 1.0).config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s").getOrCreate();
    System.setErr(err);
    if (given.isEmpty() && spark.sparkContext().statusTracker().getExecutorInfos().length < 3) throw new IllegalStateException("two workers were started, and not both have come");     // this JVM counts, too
    return spark;
}
/** SPARK_HOME as workers want it: a folder with the jars that JBang has fetched. It is removed at the end, as all that is started is ended. */
Path home() throws IOException {
    var home = Files.createTempDirectory("spark");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        daemons.forEach(this::kill);
        for (int i = 0; i < 100 && Files.exists(home); i++)    // Spark tidies up at the same time
            try (var all = Files.walk(home)) { all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete()); } catch (IOException | UncheckedIOException gone) { }
    }));
    Files.createDirectory(home.resolve("jars"));
    for (var jar : System.getProperty("java.class.path").split(File.pathSeparator)) Files.createSymbolicLink(home.resolve("jars").resolve(Path.of(jar).getFileName()), Path.of(jar).toAbsolutePath());
    return home;
}
void kill(Process daemon) { Stream.concat(daemon.descendants(), Stream.of(daemon.toHandle())).toList().forEach(ProcessHandle::destroyForcibly); }
/** A JVM of its own; it ends with its input, so also when this lesson is killed. */
void start(Path home, String... daemon) throws IOException {
    var jvm = new ProcessBuilder(Stream.concat(Stream.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Djava.io.tmpdir=" + home,
            "-cp", System.getProperty("java.class.path"), getClass().getName(), "daemon"), Stream.of(daemon)).toList()).redirectErrorStream(true).redirectOutput(home.resolve("log" + daemons.size()).toFile());
    jvm.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", "127.0.0.1", "SPARK_SCALA_VERSION", "2.13", "JAVA_HOME", System.getProperty("java.home"), "SPARK_LOCAL_DIRS", home.toString()));
    daemons.add(jvm.start());
}
void daemon(String name, String... args) throws Exception {
    Thread.ofPlatform().daemon().start(() -> { try { while (System.in.read() >= 0) { } } catch (IOException e) { } Runtime.getRuntime().halt(0); });
    Class.forName("org.apache.spark.deploy." + name).getMethod("main", String[].class).invoke(null, (Object) args);
}

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

/** Prints the head and returns the sizes to use; --help and bad input end the program here. */
int[] open(String[] args, String title, String question, Size... sizes) {
    Locale.setDefault(Locale.ROOT);
    var usage = "usage: jbang %s [--quick]".formatted(title.substring(1, 3));
    for (var size : sizes) usage += " [--%s=%d (%d to %d)]".formatted(size.name, size.normal, size.min, size.max);
    var unknown = new ArrayList<>(List.of(args));
    var values = Stream.of(sizes).mapToInt(unknown.remove("--quick") ? Size::quick : Size::normal).toArray();
    for (int s = 0; s < sizes.length; s++)
        for (var arg : args) {
            int value = arg.matches("--" + sizes[s].name + "=\\d{1,9}") ? Integer.parseInt(arg.replaceAll("\\D", "")) : -1;
            if (value >= sizes[s].min && value <= sizes[s].max && unknown.remove(arg)) values[s] = value;
        }
    for (var arg : unknown) {
        if (arg.equals("--help")) IO.println(title + "\n" + usage);
        else System.err.println("jbang: cannot use '%s' here; %s".formatted(arg, usage));
        System.exit(arg.equals("--help") ? 0 : 2);
    }
    var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    IO.println("%-38s %d core%s · %d GiB · JDK %s · %s".formatted(title, os.getAvailableProcessors(), os.getAvailableProcessors() == 1 ? "" : "s",
            os.getTotalMemorySize() >> 30, Runtime.version().toString().split("[+-]")[0], System.getProperty("os.name")));
    say("Question", question.formatted(IntStream.of(values).boxed().toArray()));
    return values;
}

boolean terminal() { return System.console() != null && System.console().isTerminal(); }

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

/** How many times faster b was than a, round by round. */
double[] faster(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray();
}

/** One result: ✔ all rounds reached the bound, ✘ none did, – they disagree. The claim's %s is the number. */
String shown(String claim, double[] seen, double bound, String otherwise) {
    double least = DoubleStream.of(seen).min().getAsDouble(), most = DoubleStream.of(seen).max().getAsDouble();
    if (least >= bound) return ("✔ " + claim.formatted("%,.1f".formatted(median(seen))) + " [%,.1f to %,.1f in %d rounds]".formatted(least, most, seen.length)).replaceAll("(\\d{3})\\.\\d\\b", "$1");
    var range = (claim.formatted("%,.2f to %,.2f".formatted(least, most)) + "; it counts from %,.2f".formatted(bound)).replaceAll("(\\d{3})\\.\\d\\d\\b", "$1");
    return most < bound ? "✘ not shown here: " + range + "; " + otherwise : "– inconclusive: " + range + "; the rounds disagree";
}

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}
