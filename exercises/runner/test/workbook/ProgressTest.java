package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the learner has reached survives whatever happens to the workbook and to the runner. */
@Timeout(300)
class ProgressTest {
    @TempDir Path folder;
    private Copy copy;

    @BeforeEach void copy() throws Exception { copy = Copy.in(folder); }

    @Test void an_exercise_that_got_another_name() throws Exception {
        copy.put(".workbook/progress", "E01_Summing passed=2026-05-01T10:00:00Z hints=1\n");
        assertThat(Run.in(copy, "list").out()).contains("✔ E01  adding").contains("  E02  adding more");
        Run.in(copy, "hint", "E01");
        assertThat(copy.progress()).content().isEqualTo("E01_Adding passed=2026-05-01T10:00:00Z hints=2\n");
    }

    @Test void exercises_that_got_other_numbers() throws Exception {
        copy.put(".workbook/progress", "E02_Adding passed=2026-05-01T10:00:00Z\nE07_AddingMore hints=3\n");
        assertThat(Run.in(copy, "list").out()).matches("✔ E01  adding +passed 2026-05-01\n  E02  adding more +3 hints\n");
    }

    @Test void an_exercise_that_is_gone_and_comes_back() throws Exception {
        copy.put(".workbook/progress", "E09_Subtracting passed=2026-05-01T10:00:00Z\nwhat a newer workbook may write\n");
        Run.in(copy, "hint", "E01");
        assertThat(copy.progress()).content().isEqualTo("E01_Adding hints=1\nE09_Subtracting passed=2026-05-01T10:00:00Z\nwhat a newer workbook may write\n");
    }

    @Test void a_file_that_somebody_damaged() throws Exception {
        copy.put(".workbook/progress", "E01_Adding passed=yesterday hints=many\n\n  \nE02_AddingMore passed=2026-05-01T10:00:00Z\n");
        assertThat(Run.in(copy, "list").out()).matches("  E01  adding\n✔ E02  adding more +passed 2026-05-01\n");
    }

    @Test void a_kill_in_the_middle_of_writing_leaves_a_whole_file() throws Exception {
        var lines = new StringBuilder("E02_AddingMore passed=2026-05-01T10:00:00Z\n");
        for (int i = 0; i < 100_000; i++) lines.append("E%d_Other passed=2026-05-01T10:00:00Z\n".formatted(100_000 + i));       // so many that writing takes a while
        copy.put(".workbook/progress", lines.toString());
        var part = folder.resolve(".workbook/progress.part");
        for (int i = 0; i < 3; i++) {
            Files.deleteIfExists(part);
            var process = new ProcessBuilder(Copy.command("hint", "E01")).directory(folder.toFile()).redirectErrorStream(true).start();
            while (process.isAlive() && (Files.notExists(part) || Files.size(part) == 0)) Thread.onSpinWait();
            process.destroyForcibly().waitFor();
            assertThat(part).as("what it was writing").exists();
            assertThat(Files.readString(copy.progress())).hasSize(lines.length()).endsWith("_Other passed=2026-05-01T10:00:00Z\n");
        }
        assertThat(Run.in(copy, "hint", "E01").code()).isZero();
        assertThat(Files.readString(copy.progress())).startsWith("E01_Adding hints=1\nE02_AddingMore passed=").hasSize(lines.length() + "E01_Adding hints=1\n".length());
    }

    @Test void two_runners_at_once_lose_nothing() throws Exception {
        var first = new ProcessBuilder(Copy.command("hint", "E01", "--level=2")).directory(folder.toFile()).redirectErrorStream(true).start();
        var second = new ProcessBuilder(Copy.command("hint", "E02", "--level=3")).directory(folder.toFile()).redirectErrorStream(true).start();
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(copy.progress()).content().isEqualTo("E01_Adding hints=2\nE02_AddingMore hints=3\n");
    }

    @Test void what_a_killed_runner_left_is_cleared_away() throws Exception {
        var left = Files.createDirectories(folder.resolve(".workbook/classes/run-999999999"));
        copy.save("E01_Adding", "return a + b;");
        assertThat(Run.in(copy, "run", "E01").code()).isZero();
        assertThat(left).doesNotExist();
        try (var classes = Files.list(left.getParent())) {
            assertThat(classes.map(folder -> folder.getFileName().toString())).noneMatch(name -> name.startsWith("run-"));
        }
    }
}
