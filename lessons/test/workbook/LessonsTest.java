package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every lesson as a reader does, and reads what it prints. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the wrapper is a POSIX script")
class LessonsTest {

    @TempDir Path temp;

    /** The first start of all says that it fetches JBang. */
    @BeforeAll
    static void fetchJBang(@TempDir Path temp) throws Exception {
        assertThat(Lesson.of("L00").run(Files.createDirectories(temp.resolve("alone")), List.of(), "--help").code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("workbook.Lesson#all")
    void runsAloneInAnEmptyFolderAndPrintsTheForm(Lesson lesson) throws Exception {
        var run = lesson.run(folder(), List.of(), "--quick");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        Output.of(run.out()).hasTheForm(lesson);
        assertThat(run.out()).as("asked without a terminal").doesNotContain("Predict");
        assertThat(run.out()).as("escape codes without a terminal").doesNotContain("\033");
        assertThat(left()).as("files left in its folder and its temporary folder").containsExactly(lesson.file().getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("workbook.Lesson#all")
    void badOptionsAreOneLineAndExitCode2(Lesson lesson) throws Exception {
        refuses(lesson, "--nonsense", "--" + sizeOf(lesson) + "=0");
    }

    /** The paragraph that reads options is the same in every lesson, so one stands for all. */
    @Test
    void everyKindOfBadOptionIsRefused() throws Exception {
        var size = "--" + sizeOf(Lesson.of("L01"));
        refuses(Lesson.of("L01"), size + "=abc", size + "=-1", size + "=99999999999", size, "5");
    }

    private void refuses(Lesson lesson, String... options) throws Exception {
        for (var bad : options) {
            var run = lesson.run(folder(), List.of(), bad);

            assertThat(run.code()).as(bad).isEqualTo(2);
            assertThat(run.out()).as(bad).isEmpty();
            assertThat(run.err().lines()).as(bad).singleElement().asString().contains("'" + bad + "'", "usage: jbang", sizeOf(lesson));
        }
    }

    @ParameterizedTest
    @MethodSource("workbook.Lesson#all")
    void helpNamesEveryOption(Lesson lesson) throws Exception {
        var run = lesson.run(folder(), List.of(), "--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("usage: jbang " + lesson.id().substring(1), "--quick", "--" + sizeOf(lesson));
    }

    @ParameterizedTest
    @MethodSource("workbook.Lesson#all")
    @EnabledIf("hasTaskset")
    void oneCoreGetsNoParallelGain(Lesson lesson) throws Exception {
        var run = lesson.run(folder(), List.of("taskset", "-c", "0"), "--quick");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(lesson.id()).contains(" 1 core · ");
        assertThat(Output.of(run.out()).results()).as("results on one core")
                .noneMatch(result -> result.matches("✔ .*(workers are .*faster|parallelism, computing).*"));
    }

    @Test
    void controlCEndsALessonAtOnceAndLeavesNothing() throws Exception {
        for (var lesson : Lesson.all().toList()) {
            if (!lesson.isWanted()) continue;
            var process = lesson.command(folder(), List.of()).redirectErrorStream(true).start();
            var out = process.inputReader();
            while (!out.readLine().startsWith("Question")) { }                 // it is under way
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ends", lesson).isTrue();
            assertThat(process.exitValue()).as("%s: 128 + SIGINT", lesson).isEqualTo(130);
            assertThat(process.descendants()).as("%s: child processes", lesson).isEmpty();
            assertThat(left()).as("%s: files", lesson).containsExactly(lesson.file().getFileName().toString());
            Files.delete(folder().resolve(lesson.file().getFileName()));
        }
    }

    @Test
    @EnabledIf("hasScript")
    void asksForAGuessOnATerminalOnly() throws Exception {
        var command = String.join(" ", Lesson.of("L01").command(folder(), List.of(), "--orders=8", "--wait=5").command());
        var builder = Lesson.of("L01").command(folder(), List.of()).command("script", "-qec", command, "/dev/null").redirectErrorStream(true);
        var process = builder.start();
        try (var in = process.outputWriter()) {
            in.write("4\n");
            in.flush();
            assertThat(new String(process.getInputStream().readAllBytes())).contains("Predict", "(you predicted 4)");
        }
    }

    @ParameterizedTest
    @MethodSource("workbook.Lesson#all")
    void keepsTheFormOfAFile(Lesson lesson) throws IOException {
        var lines = lesson.text().lines().toList();

        assertThat(lines.size()).as("one idea, under 200 lines").isLessThan(200);
        assertThat(lines.getFirst()).startsWith("//JAVA 25");
        assertThat(lines).as("stands alone").noneMatch(line -> line.startsWith("//SOURCES") || line.startsWith("//FILES"));
        assertThat(lines.indexOf(" */") - lines.indexOf("/*") + 1).as("opening comment").isBetween(5, 12);
    }

    @Test
    void sharedParagraphsAreTheSameInEveryLesson() throws IOException {
        var known = new HashMap<String, String>();
        for (var lesson : Lesson.all().toList()) {
            var text = lesson.text();
            int line = text.indexOf("// ── From here on");
            assertThat(line).as("%s has the line that parts its own code from the shared paragraphs", lesson).isPositive();
            for (var paragraph : text.substring(line).strip().split("\n\n+")) {
                var first = paragraph.lines().filter(l -> !l.startsWith("/**")).findFirst().orElse(paragraph);
                assertThat(paragraph).as("%s: %s", lesson, first).isEqualTo(known.computeIfAbsent(first, _ -> paragraph));
            }
        }
    }

    private Path folder() throws IOException {
        return Files.createDirectories(temp.resolve("alone"));
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).filter(name -> !name.startsWith("hsperfdata")).toList();
        }
    }

    /** The name of a lesson's first size. */
    private static String sizeOf(Lesson lesson) throws IOException {
        return lesson.text().replaceAll("(?s).*?new Size\\(\"(\\w+)\".*", "$1");
    }

    static boolean hasTaskset() {
        return isOnPath("taskset") && Runtime.getRuntime().availableProcessors() > 1;
    }

    static boolean hasScript() {
        return isOnPath("script") && System.getProperty("os.name").equals("Linux");   // elsewhere its options differ
    }

    private static boolean isOnPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
