package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every save gets its verdict, however the editor saves, and the newest state is the one that counts. */
@Timeout(300)
class WatchTest {
    /** Ends at its test's limit, long after the next save. */
    private static final String SLOW = "while (true) Thread.onSpinWait();";

    @TempDir Path folder;
    private Copy copy;

    @BeforeEach void copy() throws Exception { copy = Copy.in(folder); }

    @ParameterizedTest
    @ValueSource(strings = {"", "--poll"})
    void every_way_of_saving(String option) throws Exception {
        try (var runner = option.isEmpty() ? new Watching(copy) : new Watching(copy, option)) {
            assertThat(runner.verdict()).startsWith("✘ one and one");
            copy.keepKit();

            copy.save("E01_Adding", "return 2;");
            assertThat(runner.verdict()).startsWith("✘ two and three");

            var beside = folder.resolve("exercises/src/main/java/workbook/.E01_Adding.swp");
            Files.writeString(beside, Copy.answer("E01_Adding", "return a + b;"));
            Files.move(beside, copy.file("E01_Adding"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(runner.verdict()).startsWith("✔ passed");

            Files.delete(copy.file("E01_Adding"));
            assertThat(runner.verdict()).startsWith("✘ does not compile");
            copy.save("E01_Adding", "return a + b;");
            assertThat(runner.verdict()).startsWith("✔ passed");

            Files.setLastModifiedTime(copy.file("E01_Adding"), java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
            assertThat(runner.verdict()).as("saved again as it was").startsWith("✔ passed");
        }
    }

    @Test void a_save_during_a_run_is_not_lost() throws Exception {
        var test = folder.resolve("exercises/src/test/java/workbook/E01_AddingTest.java");
        Files.writeString(test, Files.readString(test).replace("limit = 1_000", "limit = 600_000"));       // else it could have ended by then
        try (var runner = new Watching(copy)) {
            runner.verdict();
            var compiled = folder.resolve(".workbook/classes/run-%d/E01_Adding/workbook/E01_Adding.class".formatted(runner.process.pid()));
            for (int i = 0; i < 5; i++) {
                var running = folder.resolve("running-" + i);
                copy.save("E01_Adding", "new java.io.File(\"%s\").mkdir(); %s".formatted(running, SLOW));
                if (i == 1) runner.until(() -> Files.notExists(compiled) || Files.exists(running), "it compiles");      // the old class goes first
                if (i > 1) runner.until(() -> Files.exists(running), "it tests");                                       // before, it settles
                copy.save("E01_Adding", "return a + b; // " + i);
                assertThat(runner.verdict()).startsWith("✔ passed");
            }
            assertThat(runner.within(2_000)).as("of what was abandoned nothing is told").noneMatch(line -> line.startsWith("✘"));
        }
    }

    @Test void a_change_of_the_tests_is_a_save_too() throws Exception {
        copy.save("E01_Adding", "return a + b;");
        try (var runner = new Watching(copy)) {
            assertThat(runner.verdict()).startsWith("✔ passed: 2 tests");
            var test = folder.resolve("exercises/src/test/java/workbook/E01_AddingTest.java");
            Files.writeString(test, Files.readString(test).replace("isEqualTo(5)", "isEqualTo(6)"));
            assertThat(runner.verdict()).startsWith("✘ two and three");
        }
    }

    @Test void it_opens_the_first_that_is_not_solved() throws Exception {
        copy.put(".workbook/progress", "E01_Adding passed=2026-05-01T10:00:00Z\n");
        try (var runner = new Watching(copy)) {
            assertThat(runner.verdict()).contains("E02_AddingMoreTest");
        }
    }

    @Test void when_the_runner_is_killed_its_judges_go_too() throws Exception {
        var runner = new Watching(copy);
        runner.verdict();
        copy.save("E01_Adding", SLOW);
        runner.within(500);
        var judges = runner.process.descendants().toList();
        assertThat(judges).isNotEmpty();
        runner.process.destroyForcibly().waitFor();
        for (var judge : judges) judge.onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
    }
}
