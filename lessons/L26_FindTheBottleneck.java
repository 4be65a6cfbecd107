//JAVA 25+
//JAVAC_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L26 · Find the bottleneck
 *
 * Question   Six programs are slow or idle, each for another reason. Does a thread dump tell for which?
 * Predict    of how many of the six the states of the threads (RUNNABLE, BLOCKED, WAITING) name the bottleneck
 * Run        jbang 26     or, with this file alone: jbang L26_FindTheBottleneck.java
 * Try next   --pid=4711: a program of your own (jps lists them)   ./jbang diagnose: the same with virtual threads, and recordings
 */
import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import sun.tools.attach.HotSpotVirtualMachine;

void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals("patient")) { patient(args[1], Integer.parseInt(args[2])); return; }
    int[] size = open(args, "L26 · Find the bottleneck", "Six programs are slow or idle, each for another reason. Does a thread dump tell for which? (%d dumps a round)",
            new Size("dumps", 12, 3, 2, 100), new Size("pid", 0, 0, 1, 99_999_999));
    var heading = "\n  it has            R / B / W    by states        in IO  at lock  at limit  GC CPU  by frames";
    if (size[1] > 0) { IO.println("%s\n  %-16s  %s".formatted(heading, "process " + size[1], look(attach(size[1]), size[0]))); System.exit(0); }
    var guess = predict(args, "if RUNNABLE is CPU, BLOCKED a lock, WAITING IO, the states name [ ? ] of 6");
    var service = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    for (int i = 0; i < 32; i++) Thread.ofVirtual().start(() -> { while (true) serve(service); });
    var has = List.of("CPU", "IO", "thread blocking", "connection limit", "memory pressure", "nothing");
    var patients = new ArrayList<Process>();
    for (var each : has) patients.add(start(each, service.getLocalPort()));
    double[] byStates = new double[3], byFrames = new double[3];
    IO.println(heading);
    for (int p = 0; p < has.size(); p++) {
        var jvm = attach(patients.get(p).pid());
        patients.get(p).outputWriter().append('\n').flush();                  // it has waited until now
        Thread.sleep(300);
        for (int round = 0; round < 3; round++) {
            if (terminal()) System.err.printf("\r  round %d of 3: %-40s\r", round + 1, has.get(p));
            var seen = look(jvm, size[0]);
            if (seen.byStates().equals(has.get(p))) byStates[round]++;
            if (seen.byFrames().equals(has.get(p))) byFrames[round]++;
            if (round == 2) IO.println("  %-16s  %s".formatted(has.get(p), seen));
        }
        patients.get(p).destroyForcibly();
    }
    IO.println();
    say("You saw", shown("top frames, and the CPU of the program and of its collector: %s of 6 named right", byFrames, 6, "a busy machine takes the cores that a program needs to show what it wants"),
            shown("the states alone are wrong on %s of 6" + guess, DoubleStream.of(byStates).map(right -> 6 - right).toArray(), 4, "they told more than we thought"));
    say("Why", """
            By the states, RUNNABLE was taken for CPU, BLOCKED for a lock and WAITING for IO. R is RUNNABLE: not parked, and not at a monitor. A thread in a socket read is RUNNABLE, and so is one that computes. B is BLOCKED, at a monitor; W is WAITING, parked: at a lock, for a permit, for a result, \
            or because there is nothing to do. The frames tell these apart: a read of a socket is IO, Semaphore.acquire() or getConnection() is a limit, lock() is a lock, getTask() is a \
            worker without work. A busy collector looks like a program that computes; its CPU time stands in the same dump (the column GC CPU, in cores). The numbers are means over the dumps of the last round: by Little's law, how often \
            something is waited for, times how long. What is exhausted first explains what waits behind it, so memory is asked first, then CPU, limit, lock, IO.""");
    say("Next", "exercise E26 · guide: Find your bottleneck · try: ./jbang diagnose --help");
    System.exit(0);
}

// tag::rules[]
/** What a thread of a dump does, by its top frames; its state only helps. */
String does(String state, String frames) {
    if (frames.matches("(?s).*(getTask|awaitWork|ServerSocket.accept|Selector.*select).*")) return "idle";
    if (frames.matches("(?s).*(Semaphore.acquire|getConnection|borrowObject).*")) return "at a limit";
    if (state.equals("BLOCKED") || frames.matches("(?s).*ReentrantLock.*lock.*")) return "at a lock";
    if (frames.matches("(?s).{0,400}(sun.nio.ch.Net|SocketImpl|SocketDispatcher|FileDispatcher).*")) return "in IO";
    return state.equals("RUNNABLE") ? "computes" : "waits";
}

/** Means over the dumps of a round: threads by their state and by what they do, and cores that the program and its collector had. */
record Account(Map<String, Double> threads, double program, double collector) {
    double of(String what) { return threads.getOrDefault(what, 0.0); }

    String byStates() {
        var most = Stream.of("RUNNABLE", "BLOCKED", "WAITING").max(Comparator.comparingDouble(this::of)).orElseThrow();
        return most.equals("RUNNABLE") ? "CPU" : most.equals("BLOCKED") ? "thread blocking" : "IO";
    }
    String byFrames() {
        if (collector > 0.15 && collector > 0.35 * (program + collector)) return "memory pressure";
        if (of("computes") >= 0.75 && of("computes") > of("at a lock") + of("in IO")) return "CPU";
        if (of("at a limit") >= 1) return "connection limit";
        if (of("at a lock") >= 1) return "thread blocking";
        return of("in IO") >= 0.5 ? "IO" : "nothing";
    }
    @Override public String toString() {
        return "%-11s  %-15s  %5.1f  %7.1f  %8.1f  %6.2f  %s".formatted("%.0f / %.0f / %.0f".formatted(of("RUNNABLE"), of("BLOCKED"), of("WAITING")), byStates(), of("in IO"), of("at a lock"), of("at a limit"), collector, byFrames());
    }
}
// end::rules[]

/** Some dumps of a JVM that answers as it answers jcmd: it needs no agent and no restart. */
Account look(HotSpotVirtualMachine jvm, int dumps) throws IOException, InterruptedException {
    var threads = new HashMap<String, Double>();
    double[] program = new double[dumps], collector = new double[dumps];      // seconds of CPU until each dump
    long begun = System.nanoTime();
    for (int d = 0; d < dumps; d++) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(40, 80));           // not in step with the program
        var text = new ByteArrayOutputStream();
        try (var answer = jvm.executeJCmd("Thread.print")) { answer.transferTo(text); }
        for (var found : Pattern.compile("(?ms)^\"([^\"]*)\"[^\n]* cpu=([\\d.]+)ms[^\n]*\n(.*?)(?=^\"|\\z)").matcher(text.toString()).results().toList()) {
            String name = found.group(1), stack = found.group(3);
            if (name.matches("(GC|G1|VM Thread|Z|Shen).*")) collector[d] += Double.parseDouble(found.group(2)) / 1e3;
            if (!stack.contains("\tat ") || name.matches("patient|Reference Handler|Finalizer|Common-Cleaner|Attach.*|.*JVM.*")) continue;   // of every JVM
            program[d] += Double.parseDouble(found.group(2)) / 1e3;
            var state = stack.replaceAll("(?s).*State: (TIMED_)?(\\w+).*", "$2");
            for (var what : List.of(state, does(state, stack))) threads.merge(what, 1.0 / dumps, Double::sum);
        }
    }
    double ns = System.nanoTime() - begun;
    return new Account(threads, 1e9 * (program[dumps - 1] - program[0]) / ns, 1e9 * (collector[dumps - 1] - collector[0]) / ns);
}
HotSpotVirtualMachine attach(long pid) {
    try { return (HotSpotVirtualMachine) VirtualMachine.attach("" + pid); }
    catch (Exception e) { System.err.println("jbang: process " + pid + " cannot be asked: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")); System.exit(2); return null; }
}

/** Programs with one bottleneck each, in a JVM of their own, which ends with its standard input. */
void patient(String has, int port) throws IOException {
    Thread.currentThread().setName("patient");
    var permits = new Semaphore(4);
    var live = new byte[20_000][];
    IO.println("ready");
    System.in.read();
    switch (has) {
        case "CPU" -> threads(Runtime.getRuntime().availableProcessors(), () -> compute(100));
        case "IO" -> threads(16, () -> call(port));
        case "thread blocking" -> threads(16, () -> { synchronized (permits) { call(port); } });
        case "connection limit" -> threads(16, () -> { permits.acquireUninterruptibly(); call(port); permits.release(); });
        case "memory pressure" -> threads(2, () -> live[ThreadLocalRandom.current().nextInt(live.length)] = new byte[2_000]);
        default -> { var pool = Executors.newFixedThreadPool(16); for (int i = 0; i < 16; i++) pool.submit(() -> { }); }
    }
    while (System.in.read() >= 0) { }
    Runtime.getRuntime().halt(0);
}
void threads(int n, Runnable step) { for (int i = 0; i < n; i++) Thread.ofPlatform().start(() -> { while (true) step.run(); }); }
void compute(int times) { for (int i = 0; i < times; i++) new Random(i).doubles(1_000).sum(); }
void call(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) { socket.getInputStream().read(); } catch (IOException e) { throw new UncheckedIOException(e); }
}

void serve(ServerSocket door) {
    try (var socket = door.accept()) { Thread.sleep(20); socket.getOutputStream().write(1); } catch (IOException | InterruptedException gone) { }
}
Process start(String has, int port) throws IOException {
    var process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-cp", System.getProperty("java.class.path"), MethodHandles.lookup().lookupClass().getName(), "patient", has, "" + port)
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    if (process.inputReader().readLine() == null) { System.err.println("jbang: a JVM did not start; is there memory for six of 64 MB?"); System.exit(1); }
    return process;
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
