//JAVA 25+
//JAVAC_OPTIONS -XDignore.symbol.file
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L18 · Waiting for disk
 *
 * Question   2,000 reads of 4 KB all over a file: what do threads give, virtual threads, the asynchronous channel? And if it is in memory?
 * Predict    how many times as fast as one thread 32 are where no cache holds the file
 * Run        jbang 18     or, with this file alone: jbang L18_WaitingForDisk.java     It needs 256 MB on the disk meanwhile.
 * Try next   --mb=2048: is there a cache beneath the disk?   --reads=20000: what becomes of virtual threads?
 */
import com.sun.nio.file.ExtendedOpenOption;
import java.lang.management.ManagementFactory;
import java.nio.channels.*;

static final int BLOCK = 4_096, AT_ONCE = 32;
final ExecutorService ofTheChannel = Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory());
final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
final LongAdder right = new LongAdder();                    // reads that gave the block that was asked for

void main(String... args) throws Exception {
    int[] size = open(args, "L18 · Waiting for disk", "%,d reads of 4 KB all over a file of %,d MB that no cache holds, and 20 times as many if it is in memory:"
            + " what do threads give, virtual threads, the asynchronous channel?", new Size("reads", 2_000, 2_000, 100, 50_000), new Size("mb", 256, 64, 16, 16_384));
    var guess = predict(args, "where no cache holds the file, 32 threads will be [ ? ]× as fast as one");
    var disks = disks(size[1]);                             // in memory, and past the cache if the system can
    double[][][] ms = new double[2][4][3];
    var inUse = Stream.generate(() -> new ArrayList<Double>()).limit(8).toList();
    for (var disk : disks) {
        int past = disks.indexOf(disk);
        long[] blocks = new SplittableRandom(past).longs(past == 0 ? 20L * size[0] : size[0], 0, size[1] * 256L).toArray();
        var models = new Model[] {new Model("one thread", () -> watch(inUse.get(4 * past), blocks, () -> oneThread(disk, blocks))),
                new Model("fixed pool of 32", () -> watch(inUse.get(4 * past + 1), blocks, () -> threads(disk, blocks, Executors.newFixedThreadPool(AT_ONCE)))),
                new Model("virtual threads", () -> watch(inUse.get(4 * past + 2), blocks, () -> threads(disk, blocks, Executors.newVirtualThreadPerTaskExecutor()))),
                new Model("asynchronous channel", () -> watch(inUse.get(4 * past + 3), blocks, () -> channel(disk, blocks)))};
        ms[past] = measure(models);
        IO.println("\n  %-22s        time   µs a read   threads seen   speed-up".formatted(past == 0 ? "in memory" : "past the cache"));
        for (int m = 0; m < 4; m++)
            IO.println("  %-22s  %,7.0f ms   %,9.1f   %,12.0f   %,7.1f×".formatted(models[m].name, median(ms[past][m]), 1_000 * median(ms[past][m]) / blocks.length, median(last(inUse.get(4 * past + m))), median(faster(ms[past][0], ms[past][m]))));
    }
    IO.println();
    var none = "✘ not shown here: this system does not read past its cache";
    say("You saw", shown("in memory, one thread is %s× as fast as virtual threads", faster(ms[0][2], ms[0][0]), 1, "a read takes long even so"),
            disks.size() < 2 ? none : shown("past the cache, 32 threads are %s× as fast as one" + guess, faster(ms[1][0], ms[1][1]), 1.2, "the disk does one read at a time, or a cache beneath it answers at once"),
            disks.size() < 2 ? none : shown("for the asynchronous channel, %s platform threads wait in reads", last(inUse.get(7)), 2, "a read is too short to be seen"),
            disks.size() < 2 ? none : shown("for virtual threads, %s platform threads do: a read keeps its carrier", last(inUse.get(6)), 2, "a read is too short to be seen"));
    say("Why", """
            What is in memory is copied (%,.1f µs here): there is nothing to wait for, and to hand a read to another thread costs more. Past the cache more reads at once help as far as \
            the disk does several at a time. None of the models asks it in another way: the system's call waits, so somebody stands in it. The asynchronous channel has its pool for that, \
            and while virtual threads stand in such reads, past the cache, the JDK adds carriers. Both keep your thread free; neither makes the disk faster.""".formatted(1_000 * median(ms[0][0]) / size[0] / 20));
    say("Next", "exercise E18 · guide: IO and async · try: ./jbang 18 --mb=2048");
}

record Disk(FileChannel blocking, AsynchronousFileChannel async) {}      // one file, for calls that wait and for calls that do not

// tag::models[]
boolean oneThread(Disk disk, long[] blocks) throws IOException {
    for (long block : blocks) read(disk, block);
    return true;
}

/** A task for each read. */
boolean threads(Disk disk, long[] blocks, ExecutorService threads) {
    try (threads) { for (long block : blocks) threads.submit(() -> read(disk, block)); }
    return true;
}

/** No thread of ours waits: the channel calls back. As many reads are on their way as the pool has threads. */
boolean channel(Disk disk, long[] blocks) throws InterruptedException {
    var room = new Semaphore(AT_ONCE);
    for (long block : blocks) {
        room.acquire();
        var buffer = buffer();
        disk.async.read(buffer, block * BLOCK, block, new CompletionHandler<>() {
            public void completed(Integer bytes, Long block) { done(buffer, block); room.release(); }
            public void failed(Throwable failure, Long block) { room.release(); }
        });
    }
    return room.tryAcquire(AT_ONCE, 1, TimeUnit.MINUTES);
}
// end::models[]

boolean read(Disk disk, long block) throws IOException {
    var buffer = buffer();
    return disk.blocking.read(buffer, block * BLOCK) > 0 && done(buffer, block);
}
ByteBuffer buffer() { return Objects.requireNonNullElseGet(buffers.poll(), () -> ByteBuffer.allocateDirect(2 * BLOCK).alignedSlice(BLOCK)).clear().limit(BLOCK); }

boolean done(ByteBuffer buffer, long block) {
    if (buffer.position() == BLOCK && buffer.getLong(0) == block) right.increment();
    return buffers.add(buffer);
}

/** Writes a file whose blocks know their number, opens it, and deletes it: it is gone when this process is, however that ends. */
List<Disk> disks(int mb) throws IOException {
    var file = Path.of(System.getProperty("java.io.tmpdir"), "L18-%d.bin".formatted(System.nanoTime()));
    synchronized (this) { Runtime.getRuntime().addShutdownHook(new Thread(() -> { synchronized (this) { file.toFile().delete(); } })); Files.createFile(file); }
    long room = Files.getFileStore(file).getUsableSpace() >> 20;
    if (room < mb + 64) { System.err.println("jbang: this lesson writes %,d MB, and %s has %,d MB left; --mb= takes less".formatted(mb, file.getParent(), room)); System.exit(1); }
    if (terminal()) System.err.printf("\r  writing %,d MB%50s\r", mb, "");
    try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        var part = ByteBuffer.allocateDirect(256 * BLOCK);
        for (long block = 0; block < mb * 256L; out.write(part.clear())) for (int i = 0; i < 256; i++) part.putLong(i * BLOCK, block++);
        out.force(true);
    }
    var disks = new ArrayList<Disk>();
    for (var options : List.<Set<OpenOption>>of(Set.of(StandardOpenOption.READ), Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT)))
        try { disks.add(new Disk(FileChannel.open(file, options), AsynchronousFileChannel.open(file, options, ofTheChannel))); } catch (IOException | UnsupportedOperationException noWayPastTheCache) { }
    Files.delete(file);
    return disks;
}

/** Remembers the most platform threads that read or carried a virtual thread at once. */
boolean watch(List<Double> inUse, long[] blocks, Callable<Boolean> work) throws Exception {
    var most = new AtomicLong();
    right.reset();
    var watcher = Thread.ofPlatform().daemon().start(() -> {
        for (; !Thread.currentThread().isInterrupted(); LockSupport.parkNanos(5_000_000))
            most.accumulateAndGet(Thread.getAllStackTraces().values().stream().filter(frames -> Stream.of(frames).anyMatch(f -> f.getMethodName().matches("pread0?|runContinuation"))).count(), Math::max);
    });
    try { work.call(); } finally { watcher.interrupt(); watcher.join(); }
    if (right.sum() < blocks.length) throw new IOException("%,d of %,d reads did not give their block".formatted(blocks.length - right.sum(), blocks.length));
    return inUse.add(most.doubleValue());
}
double[] last(List<Double> runs) { return runs.reversed().stream().limit(3).mapToDouble(most -> most).toArray(); }

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

/** Asks for a guess, on a terminal only; Enter skips. */
String predict(String[] args, String sentence) {
    if (!terminal() || List.of(args).contains("--quick")) return "";
    var guess = System.console().readLine("%-11s%s (Enter skips): ", "Predict", sentence);
    return guess == null || guess.isBlank() ? "" : " (you predicted %s)".formatted(guess.strip());
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
