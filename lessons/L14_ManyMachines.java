//JAVA 25+
//DEPS com.hazelcast:hazelcast:5.7.0
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xmx512m -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow
//RUNTIME_OPTIONS -Dhazelcast.logging.type=none -Dhazelcast.phone.home.enabled=false -Dhazelcast.socket.bind.any=false -Dhazelcast.wait.seconds.before.join=0 -Dhazelcast.max.join.seconds=30
/*
 * L14 · Many machines
 *
 * Question   Rows as in lesson 12 on a real cluster: at which size does one machine win? And if a member dies in mid-job?
 * Predict    how many times faster one machine is at 5,000 rows, and at 5,000,000
 * Run        jbang 14     or, with this file alone: jbang L14_ManyMachines.java     The first run downloads 20 MB.
 * Try next   --rows=50000000: how much of the lead is left?   --rows=1000000: what does a loss cost a short job?
 */
import com.hazelcast.core.*;
import com.hazelcast.jet.pipeline.*;
import java.lang.management.ManagementFactory;

final List<Process> members = new ArrayList<>();
static final LongAdder read = new LongAdder();              // rows that this member has read, in all jobs

void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals("member")) { member(args[1], args[2]); return; }
    int[] size = open(args, "L14 · Many machines", "%,d rows to count, on one machine and on a cluster of two members. At which size does"
            + " one machine win, and by how much? And what is lost if a member dies in mid-job?", new Size("rows", 5_000_000, 1_000_000, 100_000, 500_000_000));
    int promised = Runtime.getRuntime().availableProcessors(), rows[] = {size[0] / 1_000, size[0] / 100, size[0] / 10, size[0]};
    var cluster = start();
    var answers = new HashSet<String>();                    // one for each size, if all agree
    double[][] ms = new double[8][3], spent = new double[8][2];
    for (int run = -8; run < 24; run++) {                   // 4 sizes, 2 models; the first round warms up
        int model = Math.floorMod(run, 8), n = rows[model / 2];
        if (terminal()) System.err.printf("  %s: %,d rows %30s\r", run < 0 ? "warming up" : "round %d of 3".formatted(run / 8 + 1), n, "");
        long cpu = cpu(), start = System.nanoTime();
        answers.add(model % 2 == 0 ? oneMachine(n) : cluster(cluster, n, () -> null));
        spent[model][0] += cpu() - cpu;
        spent[model][1] += System.nanoTime() - start;
        if (run >= 0) ms[model][run / 8] = (System.nanoTime() - start) / 1e6;
    }
    long one = ask(0), two = ask(1), start = System.nanoTime();
    long[] had = new long[2];                               // by each, when the second is killed
    answers.add(cluster(cluster, size[0], () -> {
        while (had[1] < size[0] / 8) had[1] = ask(1) - two;
        had[0] = ask(0) - one;
        return members.get(1).destroyForcibly();
    }));
    long loss = (System.nanoTime() - start) / 1_000_000, again = ask(0) - one - had[0];
    cluster.shutdown();
    if (terminal()) System.err.printf("%79s\r", "");

    IO.println("\n  rows         parallel stream   cores   two members   cores   one machine's lead");
    for (int m = 0; m < 8; m += 2)
        IO.println("  %,-11d  %,12.0f ms   %5s   %,8.0f ms   %5s   %17.1f×".formatted(rows[m / 2], median(ms[m]), cores(spent[m]),
                median(ms[m + 1]), cores(spent[m + 1]), median(faster(ms[m + 1], ms[m]))));
    IO.println();
    boolean same = answers.size() == 4, anew = had[1] < size[0] / 2 && again >= size[0], busy = spent[6][0] / spent[6][1] < 0.85 * promised;
    var won = IntStream.range(0, 4).filter(r -> median(faster(ms[2 * r], ms[2 * r + 1])) > 1).mapToObj(r -> "%,d".formatted(rows[r])).findFirst();
    var still = shown("at %,d rows it still is %%s× faster: the members share its cores".formatted(rows[3]), faster(ms[7], ms[6]), 1.1,
            won.map("the members win from %s rows on"::formatted).orElse("nobody wins here"));
    say("You saw", (same ? "✔ the same" : "✘ not the same") + " count, sum, least and most of each station: on one machine, on two members" + (anew ? ", and with a loss" : ""),
            shown("at %,d rows one machine is %%s× faster".formatted(rows[0]), faster(ms[1], ms[0]), 2, "a job costs little here"),
            busy && !still.startsWith("✔") ? "– inconclusive at %,d rows: other programs left one machine only %s cores".formatted(rows[3], cores(spent[6])) : still,
            !anew || !same ? "– inconclusive: the job was over before the member was, or an answer is wrong" : """
            ✔ a member that had read %,d rows was killed in mid-job: nothing is lost or counted twice. The engine began anew. The other member, which \
            had read %,d, read %,d more, some in the old job and all in the new one: %,d ms in place of %,.0f""".formatted(had[1], had[0], again, loss, median(ms[7])));
    say("Why", """
            A job is a plan that every member gets, begins and ends: %,.0f ms for %,d rows. Then each row goes through a queue from who reads it \
            to who counts it. Machines of their own would add cores, memory and disks, and a network to wait for: not measured here. This job keeps \
            no snapshots, so a loss costs the time until it is noticed, and all that was read. The answer is right since a station that is written twice is there once.""".formatted(median(ms[1]), rows[0]));
    say("Next", "exercise E14 · guide: From one machine to millions · try: ./jbang 14 --rows=50000000");
}

// tag::models[]
/** One machine: a parallel stream cuts the rows into parts and merges what they give. */
String oneMachine(long rows) {
    return new TreeMap<>(LongStream.range(0, rows).parallel().mapToObj(n -> row(n)).collect(Collectors.toMap(row -> row.substring(0, row.indexOf(';')), Stat::of, Stat::plus))).toString();
}

/** The cluster: the engine decides which member reads which rows, and which member merges which station. */
String cluster(HazelcastInstance cluster, long rows, Callable<?> meanwhile) throws Exception {
    var pipeline = Pipeline.create();
    pipeline.readFrom(SourceBuilder.batch("rows", at -> LongStream.iterate(at.globalProcessorIndex(), n -> n < rows, n -> n + at.totalParallelism()).iterator())
                    .<String>fillBufferFn((numbers, buffer) -> { if (numbers.hasNext()) { buffer.add(row(numbers.nextLong())); read.increment(); } else buffer.close(); })
                    .distributed(Math.ceilDiv(Runtime.getRuntime().availableProcessors(), 2)).build())
            .groupingKey(row -> row.substring(0, row.indexOf(';')))
            .aggregate(com.hazelcast.jet.aggregate.AggregateOperations.reducing(new Stat(0, Long.MAX_VALUE, Long.MIN_VALUE, 0), Stat::of, Stat::plus, null))
            .writeTo(Sinks.map("answer"));
    cluster.getMap("answer").clear();
    var job = cluster.getJet().newJob(pipeline);
    meanwhile.call();
    job.join();
    return new TreeMap<>(cluster.getMap("answer")).toString();
}
// end::models[]

/** A row as lesson 12 reads them, made from its number: each machine has its own at hand, as on a disk. */
static String row(long number) {
    var random = new SplittableRandom(number);
    return "station " + random.nextInt(413) + ";" + random.nextInt(-400, 601) / 10.0;
}

/** What there is to know of a station, in tenths of a degree; it travels between the members. */
record Stat(long rows, long least, long most, long sum) implements Serializable {
    Stat(long tenths) { this(1, tenths, tenths, tenths); }
    static Stat of(String row) { return new Stat(Long.parseLong(row.substring(row.indexOf(';') + 1).replace(".", ""))); }
    Stat plus(Stat other) { return new Stat(rows + other.rows, Math.min(least, other.least), Math.max(most, other.most), sum + other.sum); }
}

/** CPU time of this JVM and the members, in ns. Over wall time it is cores; of short runs its grain of 10 ms says nothing. */
long cpu() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().children()).mapToLong(jvm -> jvm.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()).sum();
}
String cores(double[] spent) { return spent[1] < 1e9 ? "–" : "%.1f".formatted(spent[0] / spent[1]); }

/** Starts two members, each a JVM of its own, at ports that the system chooses. They are one cluster, and this JVM is its client. */
HazelcastInstance start() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> members.forEach(Process::destroyForcibly)));
    if (terminal()) System.err.print("  starting two members …\r");
    var client = new com.hazelcast.client.config.ClientConfig().setClusterName("L14-" + ProcessHandle.current().pid());
    var started = new CompletableFuture<Void>();
    started.orTimeout(2, TimeUnit.MINUTES).exceptionally(_ -> { members.forEach(Process::destroyForcibly); return null; });
    for (var known = client.getNetworkConfig().getAddresses(); members.size() < 2; client.getNetworkConfig().addAddress("127.0.0.1:" + ask(members.size() - 1)))
        members.add(new ProcessBuilder(Stream.of(List.of(ProcessHandle.current().info().command().orElse("java")), ManagementFactory.getRuntimeMXBean().getInputArguments(),
                List.of("-cp", System.getProperty("java.class.path"), getClass().getName(), "member", client.getClusterName(), String.join("", known)))
                .flatMap(List::stream).toList()).redirectErrorStream(true).start());
    started.complete(null);
    return com.hazelcast.client.HazelcastClient.newHazelcastClient(client);
}

/** A member: it joins the first one, answers what it is asked, and ends with its input, so also when this lesson is killed. */
void member(String cluster, String first) {
    try {
        var config = new com.hazelcast.config.Config().setClusterName(cluster);
        config.setJetConfig(new com.hazelcast.jet.config.JetConfig().setEnabled(true)).getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);             // or it would look for a cloud
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).setRequiredMember(first.isEmpty() ? null : first);
        if (IO.readln() != null) IO.println(Hazelcast.newHazelcastInstance(config).getCluster().getLocalMember().getAddress().getPort());
        while (IO.readln() != null) IO.println(read.sum());
    } catch (Throwable e) { IO.println(e.toString().replaceAll("\\s+", " ")); }
    Runtime.getRuntime().halt(0);
}

/** Asks a member for a number: first its port, then how many rows it has read. One that has ended has said why in its last line. */
long ask(int member) throws IOException {
    new PrintStream(members.get(member).getOutputStream(), true).println();
    var last = "nothing";
    for (String line; (line = members.get(member).inputReader().readLine()) != null; last = line) if (line.matches("\\d+")) return Long.parseLong(line);
    System.err.println("jbang: member %d of the cluster has not started or has ended, its last words: %s".formatted(member + 1, last));
    System.exit(1); return 0;
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
