import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.discoveryRequest;
import static org.junit.platform.launcher.core.LauncherExecutionRequestBuilder.executionRequest;

import module java.base;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A judging JVM: runs tests against freshly loaded classes, and says on standard output what happens.
 *
 * <p>It is there to be lost: the learner's code may end it, fill its memory, or leave threads behind in it. The runner
 * lives on and takes another one. It reads {@link Wire} messages of four fields: an exercise, the limit of its tests,
 * the folder of its classes, and the kit's.
 */
public final class Judge {
    private static final PrintStream RUNNER = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);

    private final Launcher launcher = LauncherFactory.create();
    private Classes.Kit kit;

    public static void main(String... args) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        var judge = new Judge();
        if (!commands.ready()) judge.execute(WarmUp.class, new Report(new Capture(), _ -> {}));     // unless somebody waits already
        for (String line; (line = commands.readLine()) != null; ) {
            var command = Wire.fields(line);
            Thread.ofPlatform().daemon().name("judge").start(() -> judge.judge(command.get(0), Integer.parseInt(command.get(1)), Path.of(command.get(2)), Path.of(command.get(3))));
        }
        Runtime.getRuntime().halt(0);       // the runner has gone
    }

    private void judge(String exercise, int limit, Path classes, Path helpers) {
        var before = Threads.alive();
        var report = new Report(Capture.start(), Judge::say);
        var onExit = new Thread(() -> report.exits(Threads.exiting()));
        Runtime.getRuntime().addShutdownHook(onExit);
        Thread.ofPlatform().daemon().name("patience").start(() -> report.watch(limit));
        try (var loader = new Classes(classes, kit(helpers))) {
            Thread.currentThread().setContextClassLoader(loader);
            execute(loader.loadClass("workbook." + exercise + "Test"), report);
            report.ends();
        } catch (Throwable t) {             // an OutOfMemoryError, which JUnit lets through; a class that cannot be loaded
            report.fails(t);
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
        say(Wire.line("over", Threads.areQuiet(before)));
    }

    private Classes.Kit kit(Path folder) throws IOException {
        if (kit == null || !kit.folder.equals(folder)) kit = new Classes.Kit(folder);
        return kit;
    }

    private void execute(Class<?> tests, Report report) {
        var request = executionRequest(discoveryRequest().selectors(selectClass(tests)).build());
        launcher.execute(request.listeners(report).cancellationToken(report.enough()).build());
    }

    private static synchronized void say(String line) {
        RUNNER.println(line);
        if (RUNNER.checkError()) Runtime.getRuntime().halt(1);      // the learner's code has closed it
    }
}
