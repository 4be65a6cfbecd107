import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import module java.base;
import module java.sql;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.ReentrantLock;

/** Small programs with one bottleneck each, and look-alikes that have another one than they seem to have. */
enum Patients {
    ONE_THREAD_COMPUTES(Bottleneck.CPU, () -> threads(1, "cruncher", () -> compute(200))),
    ALL_CORES_COMPUTE(Bottleneck.CPU, () -> workers(cores(), () -> compute(200))),
    MORE_THREADS_THAN_CORES(Bottleneck.CPU, () -> threads(64, "cruncher", () -> compute(200))),
    VIRTUAL_THREADS_COMPUTE(Bottleneck.CPU, () -> virtual(200, () -> { compute(200); Thread.yield(); })),
    PARALLEL_STREAM(Bottleneck.CPU, () -> threads(1, "main-loop", () -> IntStream.range(0, 64).parallel().forEach(_ -> compute(20)))),
    MUCH_GARBAGE_BUT_NO_PRESSURE(Bottleneck.CPU, () -> threads(cores(), "allocator", () -> sink = new byte[3_000])),
    MOSTLY_COMPUTES(Bottleneck.CPU, () -> threads(8, "request", () -> { compute(20_000); query(20); })),

    ONE_CALL_AFTER_ANOTHER(Bottleneck.IO, () -> threads(1, "caller", () -> http(150))),
    THREADS_IN_SOCKET_READS(Bottleneck.IO, () -> threads(60, "caller", () -> query(100))),
    VIRTUAL_THREADS_IN_SOCKET_READS(Bottleneck.IO, () -> virtual(300, () -> query(100))),
    POOL_LARGE_ENOUGH(Bottleneck.IO, () -> workers(60, () -> query(100))),
    ASYNC_CALLS(Bottleneck.IO, () -> { var client = HttpClient.newHttpClient(); threads(1, "fan-out", () -> IntStream.range(0, 20).mapToObj(_ -> ask(client, 250)).toList().forEach(Patients::result)); }),
    ENOUGH_CONNECTIONS(Bottleneck.IO, () -> { var pool = connections(50); threads(40, "request", () -> sql(pool, 100)); }),

    SYNCHRONIZED(Bottleneck.THREADS, () -> { var lock = new Object(); threads(16, "worker", () -> { synchronized (lock) { compute(100); } pause(1); }); }),
    CALL_UNDER_A_LOCK(Bottleneck.THREADS, () -> { var lock = new ReentrantLock(); threads(16, "worker", () -> { lock.lock(); try { query(5); } finally { lock.unlock(); } }); }),
    SLEEP_UNDER_A_LOCK(Bottleneck.THREADS, () -> { var lock = new Object(); workers(2, () -> { synchronized (lock) { pause(40); } pause(5); }); }),
    ROW_LOCK(Bottleneck.THREADS, Patients::transfers),
    VIRTUAL_THREADS_SYNCHRONIZED(Bottleneck.THREADS, () -> { var lock = new Object(); virtual(200, () -> { synchronized (lock) { pause(5); } }); }),
    VIRTUAL_THREADS_LOCK(Bottleneck.THREADS, () -> { var lock = new ReentrantLock(); virtual(200, () -> { lock.lock(); try { pause(5); } finally { lock.unlock(); } }); }),
    POOL_WITH_BACKLOG(Bottleneck.THREADS, () -> { var pool = Executors.newFixedThreadPool(8); threads(1, "producer", () -> { pool.submit(() -> { sink = new byte[1_000_000]; query(200); }); pause(10); }); }),
    POOL_TOO_SMALL(Bottleneck.THREADS, () -> { var pool = Executors.newFixedThreadPool(8); threads(100, "request", () -> result(pool.submit(() -> query(100)))); }),
    COMMON_POOL_WAITS(Bottleneck.THREADS, () -> threads(30, "request", () -> CompletableFuture.runAsync(() -> query(100)).join())),
    DEADLOCK(Bottleneck.THREADS, () -> { Object a = new Object(), b = new Object(); threads(1, "ann", () -> both(a, b)); threads(1, "bob", () -> both(b, a)); }),
    PINNED(Bottleneck.THREADS, () -> virtual(64, Patients::sortInC)),

    CONNECTION_POOL(Bottleneck.CONNECTIONS, () -> { var pool = connections(5); threads(100, "request", () -> sql(pool, 50)); }),
    SEMAPHORE(Bottleneck.CONNECTIONS, () -> { var permits = new Semaphore(4); threads(40, "request", () -> permit(permits, () -> query(50))); }),
    VIRTUAL_THREADS_SEMAPHORE(Bottleneck.CONNECTIONS, () -> { var permits = new Semaphore(10); virtual(200, () -> permit(permits, () -> query(50))); }),

    LARGE_LIVE_SET(Bottleneck.MEMORY, Patients::churn),
    NEARLY_FULL(Bottleneck.MEMORY, Patients::thrash),
    UNBOUNDED_QUEUE(Bottleneck.MEMORY, Patients::fill),

    IDLE(Bottleneck.NONE, Patients::idle),
    IDLE_VIRTUAL_THREADS(Bottleneck.NONE, () -> { var work = new LinkedBlockingQueue<Runnable>(); virtual(100, () -> take(work).run()); threads(1, "trickle", () -> { pause(500); work.add(() -> { }); }); }),
    HEARTBEATS(Bottleneck.NONE, () -> threads(5, "heartbeat", () -> pause(3_000))),
    QUIET_SERVER(Bottleneck.NONE, Patients::serve),
    CONNECTIONS_WITHOUT_REQUESTS(Bottleneck.NONE, Patients::listen);

    final Bottleneck bottleneck;
    private final Start start;

    Patients(Bottleneck bottleneck, Start start) {
        this.bottleneck = bottleneck;
        this.start = start;
    }

    private interface Start { void run() throws Exception; }

    static volatile Object sink;
    private static int http, plain, database;

    /** Plays one of them until its standard input ends: name, and the ports of the services. */
    static void main(String... args) throws Exception {
        http = Integer.parseInt(args[1]);
        plain = Integer.parseInt(args[2]);
        database = Integer.parseInt(args[3]);
        valueOf(args[0]).start.run();
        while (System.in.read() >= 0) { }
        Runtime.getRuntime().halt(0);
    }

    private static int cores() { return Runtime.getRuntime().availableProcessors(); }

    private static void threads(int n, String name, Runnable step) {
        for (int i = 0; i < n; i++) Thread.ofPlatform().name(name + "-" + i).daemon().start(() -> { while (true) step.run(); });
    }

    private static void virtual(int n, Runnable step) {
        for (int i = 0; i < n; i++) Thread.ofVirtual().start(() -> { while (true) step.run(); });
    }

    private static void workers(int n, Runnable step) {
        var pool = Executors.newFixedThreadPool(n);
        for (int i = 0; i < n; i++) pool.submit(() -> { while (true) step.run(); });
    }

    private static void compute(int hashes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            var bytes = new byte[1_024];
            for (int i = 0; i < hashes; i++) bytes = Arrays.copyOf(hash.digest(bytes), 1_024);
            sink = bytes;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(int ms) { Services.pause(ms); }

    private record Line(Socket socket, BufferedReader answers) {}

    private static final ThreadLocal<Line> LINE = ThreadLocal.withInitial(() -> {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), plain);
            return new Line(socket, new BufferedReader(new InputStreamReader(socket.getInputStream())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    private static void query(int ms) {
        try {
            LINE.get().socket.getOutputStream().write((ms + "\n").getBytes());
            LINE.get().answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void http(int ms) {
        try (var answer = URI.create("http://127.0.0.1:%d/?%d".formatted(http, ms)).toURL().openConnection().getInputStream()) {
            answer.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Future<?> ask(HttpClient client, int ms) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/?%d".formatted(http, ms))).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static DataSource connections(int n) throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:tcp://127.0.0.1:%d/mem:patients;DB_CLOSE_DELAY=-1".formatted(database));
        config.setMaximumPoolSize(n);
        config.setConnectionTimeout(60_000);
        var pool = new HikariDataSource(config);
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) { statement.execute("CREATE ALIAS IF NOT EXISTS PAUSE FOR \"Services.pause\""); }
        return pool;
    }

    private static void sql(DataSource pool, int ms) {
        try (var connection = pool.getConnection(); var statement = connection.prepareStatement("CALL PAUSE(" + ms + ")")) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database in this JVM: all want one row, and keep it while they ask somebody else. */
    private static void transfers() throws SQLException {
        var url = "jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) { statement.execute("CREATE TABLE account AS SELECT 1 AS id, 100 AS balance"); }
        threads(16, "transfer", () -> {
            try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("UPDATE account SET balance = balance + 1");
                query(30);
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void permit(Semaphore permits, Runnable step) {
        permits.acquireUninterruptibly();
        try {
            step.run();
        } finally {
            permits.release();
        }
    }

    private static void both(Object first, Object second) {
        synchronized (first) {
            pause(50);
            synchronized (second) { sink = first; }
        }
    }

    private static void result(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** qsort() of C calls back into Java, where the comparison waits: the carrier cannot be given back below a native frame. */
    private static void sortInC() {
        try (var arena = Arena.ofConfined()) { Sort.QSORT.invoke(arena.allocate(8), 2L, 4L, Sort.COMPARE); } catch (Throwable e) { throw new IllegalStateException(e); }
    }

    private static final class Sort {
        static int compare(MemorySegment a, MemorySegment b) { return 0 * Services.pause(25); }

        static final MethodHandle QSORT = Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().find("qsort").orElseThrow(),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        static final MemorySegment COMPARE;

        static {
            try {
                COMPARE = Linker.nativeLinker().upcallStub(MethodHandles.lookup().findStatic(Sort.class, "compare", MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class)),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), Arena.global());
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static int share(double part, int bytes) { return (int) (Runtime.getRuntime().maxMemory() * part / bytes); }

    /** Three quarters of the heap are alive, and change. */
    private static void churn() {
        var live = new ArrayList<byte[]>();
        for (int n = share(0.74, 1_016); n > 0; n--) live.add(new byte[1_000]);
        threads(cores(), "allocator", () -> {
            var fresh = new byte[1_000];
            synchronized (live) { live.set(ThreadLocalRandom.current().nextInt(live.size()), fresh); }
            sink = new byte[2_000];
        });
    }

    /** There is room for little more than what is kept. */
    private static void thrash() {
        var kept = new ArrayDeque<byte[]>();
        int most = share(0.9, 1_020);
        threads(1, "producer", () -> {
            kept.add(new byte[1_000]);
            if (kept.size() > most) kept.poll();
        });
    }

    /** More comes in than is served. */
    private static void fill() {
        var queue = new LinkedBlockingQueue<byte[]>();
        threads(1, "producer", () -> { for (int i = 0; i < 40; i++) queue.add(new byte[10_000]); pause(50); });
        threads(1, "consumer", () -> { sink = take(queue); pause(10); });
    }

    /** Workers, a timer, an acceptor and an event loop, and nothing to do. */
    private static void idle() throws IOException {
        var pool = Executors.newFixedThreadPool(20);
        for (int i = 0; i < 20; i++) pool.submit(() -> { });
        Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> sink = "tick", 1, 1, TimeUnit.SECONDS);
        var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var selector = Selector.open();
        threads(1, "acceptor", () -> { try { door.accept(); } catch (IOException e) { throw new UncheckedIOException(e); } });
        threads(1, "event-loop", () -> { try { selector.select(); } catch (IOException e) { throw new UncheckedIOException(e); } });
    }

    /** A request now and then, a pool that is mostly free, and a main thread that waits for the end. */
    private static void serve() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(10));
        server.createContext("/", exchange -> { try (exchange) { exchange.sendResponseHeaders(204, -1); } });
        server.start();
        http = server.getAddress().getPort();
        threads(1, "visitor", () -> { http(0); pause(100); });
        threads(1, "main-waits", () -> { try { new CountDownLatch(1).await(); } catch (InterruptedException e) { throw new IllegalStateException(e); } });
    }

    /** Twenty clients are connected and send nothing. */
    private static void listen() throws IOException {
        var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        for (int i = 0; i < 20; i++) {
            var client = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
            var socket = door.accept();
            threads(1, "connection-" + i, () -> { try { sink = client.getPort() + socket.getInputStream().read(); } catch (IOException e) { throw new UncheckedIOException(e); } });
        }
    }
}
