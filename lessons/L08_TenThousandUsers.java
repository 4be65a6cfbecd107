//JAVA 25+
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
/*
 * L08 · Ten thousand users
 *
 * Question   10,000 users are connected at once and say little. What does a server pay to hold each of them?
 * Predict    how many times the memory of a virtual thread a platform thread takes
 * Run        jbang 08     or, with this file alone: jbang L08_TenThousandUsers.java
 * Try next   --users=20000: does each user take more?   --users=1000: or less?
 */
import java.lang.management.ManagementFactory;

final List<String> models = List.of("event loop", "virtual threads", "platform threads");
void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals("server")) { serve(Integer.parseInt(args[1]), Integer.parseInt(args[2])); return; }
    int most = openable(50_000, 1);
    int[] size = open(args, "L08 · Ten thousand users", "%,d users are connected at once and say little. What does a server pay to hold each?",
            new Size("users", Math.min(10_000, most), Math.min(1_000, most), 100, 50_000));
    int files = Math.max(10_000, size[0]), wanted = Math.min(size[0], most);
    if (most < files) say("Note", "This shell allows few open files: %,d users at most here; ulimit -n %d lifts it.".formatted(most, files + 200));
    var guess = predict(args, "a platform thread will take [ ? ]× the memory of a virtual thread");
    var seen = new Seen[3][3];
    for (int run = 0, users = wanted; run < 9; run++) {
        int held = (seen[run % 3][run / 3] = hold(run % 3, users, "round %d of 3".formatted(run / 3 + 1))).users;
        if (held < users) { say("Note", "A server got no more threads after %,d (OutOfMemoryError: unable to create native thread), so each model holds %,d ".formatted(held, users = held * 9 / 10)
                + "users here; ulimit -u, ulimit -v or the container's limit of processes lifts it."); run = -1; }       // all begin anew
    }
    if (terminal()) System.err.printf("%79s\r", "");
    IO.println("\n  model              memory per user   server in all   platform threads   a message");
    for (int m = 0; m < 3; m++)
        IO.println("  %-16s  %,13.1f KB   %,10.0f MB   %,16.0f   %,6.0f µs%s".formatted(models.get(m), median(all(seen[m], Seen::memory)),
                median(all(seen[m], Seen::server)), median(all(seen[m], Seen::threads)), median(all(seen[m], Seen::message)), m == 2 ? "\n" : ""));
    say("You saw",
            shown("a user on a platform thread takes %s× the memory of one on a virtual thread" + guess, times(seen[2], seen[1]), 5, "few users drown in the noise"),
            shown("a user on a platform thread takes %s× the memory of one at the event loop", times(seen[2], seen[0]), 10, "few users drown in the noise"));
    say("Why", """
            At the event loop a user is a socket and a key in the selector. A virtual thread that waits is a few frames on the heap besides. A platform thread \
            keeps all the pages of its stack that it ever touched. Its stack in the kernel%s is not in these numbers, nor are the sockets' buffers. A message goes there and back while many speak."""
            .formatted(median(all(seen[2], Seen::kernel)) > 1 ? ", %.0f KB more for each user,".formatted(median(all(seen[2], Seen::kernel))) : ""));
    say("Next", "exercise E08 · guide: Choose · try: ./jbang 08 --users=20000");
}

// tag::models[]
/** One thread for all users: the selector says who has come and who has spoken. */
Void eventLoop(List<ServerSocketChannel> doors) throws IOException {
    var selector = Selector.open();
    var said = ByteBuffer.allocateDirect(64);
    for (var door : doors) door.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    while (true) selector.select(ready -> {
        try {
            if (ready.channel() instanceof ServerSocketChannel door) door.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ);
            else if (ready.channel() instanceof SocketChannel user && user.read(said.clear()) >= 0) user.write(said.flip());   // a byte fits
            else ready.channel().close();
        } catch (IOException gone) { ready.cancel(); }
    });
}

/** A thread for each user, virtual or platform: it stands in read() until its user speaks. */
Void threadForEach(ServerSocketChannel door, ThreadFactory threads) throws IOException {
    while (true) {
        var user = door.socket().accept();
        try { threads.newThread(() -> echo(user)).start(); } catch (OutOfMemoryError noMoreThreads) { user.close(); }
    }
}

void echo(Socket user) {
    try (user) {
        for (int said; (said = user.getInputStream().read()) >= 0; ) user.getOutputStream().write(said);
    } catch (IOException gone) { }
}
// end::models[]

/** A server in its own JVM, with a door for each 5,000 users. At each line it reads it tells its memory, threads and ports. */
void serve(int model, int ports) throws IOException {
    var doors = new ArrayList<ServerSocketChannel>();
    while (doors.size() < ports) doors.add(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096));
    var own = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());      // ends with its input, whoever is there
    if (model == 0) own.submit(() -> eventLoop(doors));
    else for (var door : doors) own.submit(() -> threadForEach(door, model == 1 ? Thread.ofVirtual().factory() : Thread::new));
    while (System.in.read() >= 0) {
        System.gc();
        IO.print("%.0f %.0f ".formatted(kilobytes("/proc/self/status", "VmRSS"), kilobytes("/proc/meminfo", "KernelStack")));
        IO.println(ManagementFactory.getThreadMXBean().getThreadCount() + doors.stream().map(door -> " " + door.socket().getLocalPort()).collect(Collectors.joining()));
    }
}

/** Of one server: its users, KB for each of them in the process and in the kernel, MB of the process, its threads, µs for a message. */
record Seen(int users, double memory, double kernel, double server, double threads, double message) {}
double[] all(Seen[] runs, ToDoubleFunction<Seen> what) { return Stream.of(runs).mapToDouble(what).toArray(); }
double[] times(Seen[] a, Seen[] b) { return IntStream.range(0, 3).mapToDouble(round -> a[round].memory / b[round].memory).toArray(); }

/** Starts a server and lets users join. A hundred warm it up; what the others add is what they take. A small young generation: garbage is no user. */
Seen hold(int model, int wanted, String stage) throws Exception {
    if (terminal()) System.err.printf("\r  %s: %-60s\r", stage, models.get(model));
    var server = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "-Xmn4m", "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
            System.getProperty("java.class.path"), MethodHandles.lookup().lookupClass().getName(), "server", "" + model, "" + Math.ceilDiv(wanted, 5_000)).start();
    var users = new ArrayList<Socket>();
    join(users, Math.min(100, wanted / 2), ask(server));
    double[] before = ask(server);
    int first = users.size(), more = join(users, wanted, before) - first;
    double us = talk(users.subList(0, Math.min(users.size(), 2_000))), after[] = ask(server);
    server.destroyForcibly().waitFor();
    for (var user : users) user.close();
    return new Seen(users.size(), (after[0] - before[0]) / more, (after[1] - before[1]) / more, after[0] / 1024, after[2], us);
}

/** Lets users in, a hundred at a time. Each says a byte, so the server holds it, not the queue at a door. Ends early if the server refuses one. */
int join(List<Socket> users, int wanted, double[] server) throws IOException {
    while (users.size() < wanted) try {
        var some = new ArrayList<Socket>();
        for (int u = users.size(); u < wanted && some.size() < 100; u++) some.add(new Socket(InetAddress.getLoopbackAddress(), (int) server[3 + u / 5_000]));
        talk(some);
        users.addAll(some);
    } catch (IOException refused) { break; }
    return users.size();
}

/** Each user says a byte and gets it back; µs for each. */
double talk(List<Socket> users) throws IOException {
    long start = System.nanoTime();
    for (var user : users) user.getOutputStream().write(1);
    for (var user : users) if (user.getInputStream().read() < 0) throw new EOFException();
    return (System.nanoTime() - start) / 1e3 / users.size();
}

/** KB of the server, KB of the kernel's stacks, threads, ports; any other answer says why there is no server. */
double[] ask(Process server) throws IOException {
    new PrintStream(server.getOutputStream(), true).println();      // throws nothing if there is no server
    var line = Objects.requireNonNullElse(server.inputReader().readLine(), "it has ended, perhaps for want of memory");
    if (!line.matches("[\\d ]+")) { System.err.println("jbang: there is no server: " + line); System.exit(1); }
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
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

/** As many as wanted, or as this process may open at so many files each. */
int openable(int wanted, int files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
            ? (int) Math.min(wanted, (unix.getMaxFileDescriptorCount() - 100) / files) : wanted;
}

/** From a file of Linux; elsewhere ps knows this process's memory, and nobody the kernel's stacks. */
double kilobytes(String file, String field) throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", field.equals("VmRSS") ? "" + ProcessHandle.current().pid() : "");
    var text = Files.exists(Path.of(file)) ? Files.readString(Path.of(file)) : field + ": " + new String(ps.start().getInputStream().readAllBytes());
    return Pattern.compile(field + ":\\s+(\\d+)").matcher(text).results().mapToDouble(kb -> Double.parseDouble(kb.group(1))).sum();
}
