package workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A lesson's file, and how to run it the way a reader does: by the wrapper. */
record Lesson(Path file) {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** What a run left: its exit code and all that it printed. */
    record Run(int code, String out, String err) {}

    static Stream<Lesson> all() {
        try (var files = Files.list(ROOT.resolve("lessons"))) {
            return files.filter(f -> f.getFileName().toString().matches("L\\d\\d_\\w+\\.java")).sorted().toList().stream().map(Lesson::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lesson of(String id) {
        return all().filter(lesson -> lesson.id().equals(id)).findFirst().orElseThrow();
    }

    /** "L05" of L05_ThousandsOfRequests.java. */
    String id() {
        return file.getFileName().toString().substring(0, 3);
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    /** Copies the lesson alone to the folder and runs it there; a prefix such as "taskset -c 0" goes before the command. */
    Run run(Path folder, List<String> prefix, String... args) throws Exception {
        var out = Files.createTempFile(folder.getParent(), "out", ".txt");
        var err = Files.createTempFile(folder.getParent(), "err", ".txt");
        var process = command(folder, prefix, args).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("%s did not end within 5 minutes; it printed:%n%s%n%s".formatted(id(), Files.readString(out), Files.readString(err)));
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Whoever does not ask for Spark does not download 280 MB. */
    boolean isWanted() throws IOException {
        return !text().contains("//DEPS org.apache.spark:") || System.getProperty("spark") != null;
    }

    ProcessBuilder command(Path folder, List<String> prefix, String... args) throws IOException {
        Assumptions.assumeTrue(isWanted(), this + " downloads 280 MB; -Dspark runs it, too");
        var alone = folder.resolve(file.getFileName());
        if (Files.notExists(alone)) Files.copy(file, alone);
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(ROOT.resolve("jbang").toString(), "--quiet", "-Djava.io.tmpdir=" + folder, alone.getFileName().toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JBANG_DIR", ROOT.resolve("lessons/target/jbang").toString());
        builder.environment().put("XDG_CACHE_HOME", ROOT.resolve("lessons/target/cache").toString());       // where lesson 12 keeps its rows
        return builder;
    }

    @Override
    public String toString() {
        return file.getFileName().toString().replace(".java", "");
    }
}
