import module java.base;

/**
 * One thread at one instant, as a dump shows it. What it does is read from its top frames; its state only helps, since a
 * thread in a socket read is RUNNABLE, too.
 *
 * @param id      the number of the thread in its JVM
 * @param mounted whether a virtual thread has a carrier; true for platform threads
 * @param state   as Thread.State, or "" where the dump does not tell
 * @param on      the lock or object that it waits for, or ""
 * @param holds   the monitors that it holds
 * @param frames  the top one first
 */
record Seen(String id, String name, boolean virtual, boolean mounted, String state, String on, List<String> holds, List<Frame> frames) {

    /** @param method package.Class.method; @param line File.java:12, or "" */
    record Frame(String method, String line) {}

    private static final Pattern
            SYSTEM_NAME = Pattern.compile("^(Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner|Cleaner-|Attach Listener|Notification Thread|Service Thread"
                    + "|Monitor Deflation|C[12] Compiler|Sweeper|StringDedup|JFR |RMI |JMX |VirtualThread-un|MasterPoller|SubPoller|Read-Poller|Write-Poller|DestroyJavaVM"
                    + "|process reaper|Keep-Alive-Timer|.*-delayScheduler|JVMCI|HttpClient-\\d+-SelectorManager)"),
            SYSTEM_FRAME = Pattern.compile("sun\\.rmi\\.|sun\\.management|com\\.sun\\.jmx|jdk\\.jfr\\.|ThreadDumper|sun\\.nio\\.ch\\.\\w*Poller\\.(poller|subPoller|pollerLoop|subPollerLoop)"),
            ON_CARRIER = Pattern.compile("VirtualThread\\.parkOnCarrierThread"),
            CARRIER = Pattern.compile("VirtualThread\\.runContinuation"),
            IDLE_WORKER = Pattern.compile("ThreadPoolExecutor\\.getTask|QueuedThreadPool\\.idleJobPoll|ReservedThread\\.reservedWait|EnhancedQueueExecutor\\$PoolThreadNode|CoroutineScheduler\\$Worker\\.(park|tryPark)|ForkJoinPool\\.(awaitWork|deactivate)|DelayedWorkQueue|TimerThread\\.mainLoop|sun\\.nio\\.ch\\.\\w+\\.(timedAccept|accept0?|implAccept)$|java\\.net\\.\\w+\\.(implA|a)ccept$|ReferenceQueue\\.remove"),
            SELECTING = Pattern.compile("SelectorImpl\\.|EPoll\\.wait|epollWait|KQueue\\.poll|WEPoll"),
            SERVING = Pattern.compile("sun\\.net\\.httpserver\\."),
            IN_IO = Pattern.compile("sun\\.nio\\.ch\\.(Net\\.|NioSocketImpl|SocketDispatcher|SocketChannelImpl|UnixFileDispatcherImpl|FileDispatcherImpl|FileChannelImpl|IOUtil|DatagramChannelImpl|UnixDomain)"
                    + "|java\\.io\\.(FileInputStream|FileOutputStream|RandomAccessFile|FileDescriptor)|Inet.*AddressImpl|UnixNativeDispatcher|ProcessImpl\\.waitFor|SSLSocketInputRecord"),
            CLIENT = Pattern.compile("HttpURLConnection|HttpClient|\\.jdbc\\.|Statement|\\.sql\\.|Jedis|Mongo|InetAddress|ProcessImpl"),
            HTTP_SEND = Pattern.compile("HttpClientImpl\\.send$"),
            LIMITED = Pattern.compile("Semaphore\\.(try)?[aA]cquire|[pP]ool\\w*\\.getConnection|ConcurrentBag\\.borrow|(Keyed)?ObjectPool\\.borrowObject|PoolingHttpClientConnectionManager"
                    + "|AbstractConnPool|StrictConnPool|LaxConnPool|ConnectionPool\\.(borrow|get|acquire)|RateLimiter|Bulkhead|agroal|c3p0|PoolBase|pool.*\\.(borrow|lease|acquire)"),
            QUERY = Pattern.compile("\\.jdbc\\.|\\w*Statement\\.execute|java\\.sql\\."),
            LOCKING = Pattern.compile("locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock).*(lock|acquire|Lock)"),
            RESULT_OF = Pattern.compile("FutureTask\\.(get|awaitDone)|CompletableFuture\\.(get|join|waitingGet|timedGet)|CountDownLatch\\.await|Thread\\.join|StructuredTaskScope"
                    + "|ForkJoinTask\\.(join|get|awaitDone|invoke)|CyclicBarrier|Phaser|awaitTermination|invokeAll"),
            TAKING = Pattern.compile("(Queue|Deque)\\.(take|poll|put)|SynchronousQueue"),
            SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.sleep|VirtualThread\\.sleepNanos"),
            CONDITION = Pattern.compile("ConditionObject\\.await|Object\\.wait"),
            YIELDED = Pattern.compile("VirtualThread\\.(park|yield)|Continuation\\.yield"),
            WORKER = Pattern.compile("ThreadPoolExecutor\\.runWorker|QueuedThreadPool\\$Runner|EnhancedQueueExecutor\\$ThreadBody|ForkJoinWorkerThread\\.run|ForkJoinPool\\.runWorker"),
            JDK = Pattern.compile("^(java|javax|jdk|sun|com\\.sun)\\.|^[\\w.]*\\$\\$Lambda"),
            LIBRARY = Pattern.compile("^(jakarta|kotlin|kotlinx|scala|reactor|redis|okhttp3|okio|oracle|ch\\.qos|com\\.(zaxxer|google|mysql|mongodb|microsoft|fasterxml|github\\.benmanes|mchange|netflix|rabbitmq)|io\\.(netty|grpc|vertx|lettuce|micrometer|undertow|helidon|quarkus|reactivex|r2dbc|smallrye|micronaut)"
                    + "|net\\.bytebuddy|org\\.(h2|apache|postgresql|mariadb|hsqldb|sqlite|eclipse|springframework|hibernate|jboss|jooq|slf4j|redisson|jdbi|mybatis|xnio|glassfish|agroal))\\.");

    Activity activity() {
        if (ofTheJvm() || within(60, SYSTEM_FRAME)) return Activity.SYSTEM;
        if (frames.isEmpty()) return virtual && state.equals("RUNNABLE") ? Activity.QUEUED : Activity.SYSTEM;       // not begun yet, or no Java code
        if (!virtual && within(40, CARRIER)) return Activity.SYSTEM;                                                  // what it carries is in the other dump
        if (virtual && mounted && waits() && !state.isEmpty() || within(4, ON_CARRIER)) return Activity.PINNED;
        if (within(12, IDLE_WORKER)) return Activity.IDLE;
        if (selects()) return Activity.EVENT_LOOP;
        if (state.equals("BLOCKED")) return Activity.LOCK;
        if (waits() && within(25, LIMITED) && !within(4, IN_IO)) return Activity.LIMIT;
        if (within(waits() ? 9 : 3, IN_IO) || waits() && within(14, HTTP_SEND)) return Activity.IO;
        if (within(4, SLEEP)) return virtual || worker() ? Activity.SLEEPING : Activity.TIMER;
        if (waits() && within(6, CONDITION) && !within(12, TAKING) && within(60, QUERY)) return Activity.LOCK;              // a row or table, of a database in this JVM
        if (waits()) return within(8, LOCKING) && !within(6, CONDITION) ? Activity.LOCK : within(12, RESULT_OF) ? Activity.RESULT : within(12, TAKING) ? Activity.HANDOVER : Activity.WAITING;
        return virtual && !mounted && !state.isEmpty() ? Activity.QUEUED : Activity.RUNNING;
    }

    /** Whether this is one of the threads that every JVM or HTTP client has: their work is not the program's. */
    boolean ofTheJvm() { return SYSTEM_NAME.matcher(name).find(); }

    private boolean waits() { return state.isEmpty() ? within(3, YIELDED) : !state.equals("RUNNABLE"); }

    private boolean within(int top, Pattern pattern) { return frames.stream().limit(top).anyMatch(frame -> pattern.matcher(frame.method).find()); }

    /** Whether it is an event loop, be it of the program or of the JDK's HTTP client. */
    boolean selects() { return within(6, SELECTING); }

    /** Whether this is the loop of a server, which brings requests and no answers. */
    boolean serves() { return within(12, SERVING); }

    /** Whether this is the thread of an executor. */
    boolean worker() { return frames.stream().anyMatch(frame -> WORKER.matcher(frame.method).find()); }

    /** Whether its stack shows that it asks for something: a query, a request, a file. A bare read may be one that waits for work. */
    boolean client() { return within(60, CLIENT); }

    /** Threads whose names differ in their last number only. */
    String group() { return name.isEmpty() ? virtual ? "virtual threads" : "no name" : name.replaceAll("\\d+(?=\\D*$)", "#"); }

    /** Where in the program it is: the first frame that is neither the JDK's nor of a well-known library. */
    String site() {
        var program = frames.stream().filter(frame -> !JDK.matcher(frame.method).find()).toList();
        return program.stream().filter(frame -> !LIBRARY.matcher(frame.method).find()).findFirst().or(() -> program.stream().findFirst()).or(() -> frames.stream().findFirst())
                .map(frame -> frame.method + (frame.line.isEmpty() ? "" : " (" + frame.line + ")")).orElse("?");
    }

    /** What holds it there, by its name: the call that gives a permit, the class of the lock, the read. Two locks of one class differ by where they are waited for. */
    String what() {
        var activity = activity();
        if (!on.isEmpty() && activity != Activity.LIMIT) return (state.equals("BLOCKED") ? "the monitor of a " : "a ") + on.replaceAll("@.*|\\$(Nonf|F)airSync", "");
        if (activity == Activity.LOCK && within(60, QUERY)) return "a lock inside the database";
        var call = activity == Activity.LIMIT ? LIMITED : activity == Activity.LOCK ? LOCKING : IN_IO;
        return frames.stream().limit(25).map(Frame::method).filter(method -> call.matcher(method).find()).reduce((_, last) -> last).orElse(frames.getFirst().method);
    }
}
