package workbook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the guide's script, as a reader starts it on a desktop: what it printed, how it ended, what it opened. */
record Run(int code, String out, String err, Path browser) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FIXTURES = ROOT.resolve("docs/fixtures");

    static Run guide(Path folder, String... options) throws Exception { return begin(folder, options).end(); }

    /** A run that is under way. */
    record Begun(Process process, Path out, Path err, Path browser) {
        /** Ctrl-C, as a program without a terminal gets it. */
        Run interrupt() throws Exception {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            return end();
        }

        Run type(String keys) throws Exception {
            process.getOutputStream().write(keys.getBytes());
            process.getOutputStream().flush();
            return end();
        }

        Run end() throws Exception {
            try {
                int code = Run.end(process);
                return new Run(code, Files.readString(out), spoken(err), browser);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        }
    }

    static Begun begin(Path folder, String... options) throws IOException { return begin(folder, command(options)); }

    /** In a pseudo-terminal, where both outputs are one. */
    static Begun beginOnTerminal(Path folder, String... options) throws IOException {
        return begin(folder, List.of("script", "-qec", String.join(" ", command(options)), "/dev/null"));
    }

    private static List<String> command(String... options) {
        return Stream.concat(Stream.of(ROOT.resolve("jbang"), ROOT.resolve("docs/Guide.java")), Stream.of(options)).map(Object::toString).toList();
    }

    private static Begun begin(Path folder, List<String> command) throws IOException {
        Path out = Files.createTempFile("guide", ".out"), err = Files.createTempFile("guide", ".err");
        var browser = Files.createTempFile("guide", ".opened");
        browser.toFile().deleteOnExit();
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "PATH", FIXTURES.resolve("bin") + File.pathSeparator + System.getenv("PATH"),
                "DISPLAY", ":0",
                "OPENED", browser.toString()));
        return new Begun(process.start(), out, err, browser);
    }

    /** What was opened in the browser, which starts on its own and may need a moment. */
    String opened(Duration patience) throws Exception {
        for (var end = Instant.now().plus(patience); Files.size(browser) == 0 && Instant.now().isBefore(end); ) Thread.sleep(20);
        return Files.readString(browser);
    }

    private static int end(Process process) throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {   // the first run may have to fetch the renderer
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Standard error without what JBang and its wrapper say the first time. */
    private static String spoken(Path err) throws IOException {
        return Files.readString(err).lines().filter(line -> !line.matches("(\\[jbang]|jbang: downloading) .*")).collect(Collectors.joining("\n"));
    }

    /** A copy of a fixture with the theme of the real guide. */
    static Path fixture(String name, Path folder) throws IOException {
        copy(FIXTURES.resolve(name), folder);
        copy(ROOT.resolve("docs/theme"), folder.resolve("docs/theme"));
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);   // keeps the right to execute
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) Files.delete(file);
        }
    }
}
