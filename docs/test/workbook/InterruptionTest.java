package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Lessons are measured by a stand-in for ./jbang; the second of three hangs until it is interrupted. */
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)   // reading a pipe knows no interrupt
class InterruptionTest {
    @TempDir Path folder;
    private Path mine;

    @BeforeEach void copy() throws Exception {
        Run.fixture("small", folder);
        mine = folder.resolve("docs/results/mine");
        layPipe();
    }

    @Test void ends_the_lesson_and_its_children_and_leaves_no_half_capture() throws Exception {
        var guide = Run.begin(folder, "--measure");
        var child = child();
        var run = guide.interrupt();

        assertThat(run.code()).isEqualTo(130);
        assertThat(run.err()).isEqualTo("stopped: 1 of 3 lessons are measured; the same command goes on from there");
        assertThat(ProcessHandle.of(child)).isEmpty();
        assertThat(left()).containsExactlyInAnyOrder("L05.txt", "machine.txt", "times.txt", ".unfinished");
        assertThat(folder.resolve("docs/target/guide")).doesNotExist();
    }

    @Test void the_same_command_goes_on_and_the_next_measures_all_anew() throws Exception {
        interrupted("--measure");
        unlayPipe();

        var run = Run.guide(folder, "--measure", "--no-open");
        assertThat(run.out()).contains("Going on: 1 of 3 are measured since the interruption; --again measures all anew",
                "Measuring 06, 07 one", "2 of 3  L06_Fails … failed", "3 of 3  L07_Also … ", "2 of 3 measured in ");
        assertThat(measured()).containsExactly("L06_Fails.java", "L07_Also.java");
        assertThat(left()).contains("L05.txt", "L07.txt").doesNotContain(".unfinished");

        layPipe();
        assertThat(interrupted("--measure").out()).contains("Measuring 05, 06, 07 one").doesNotContain("Going on");
        assertThat(measured()).containsExactly("L05_Pretend.java", "L06_Fails.java");
    }

    @Test void again_measures_all_anew() throws Exception {
        interrupted("--measure");

        var run = interrupted("--measure", "--again");

        assertThat(run.out()).contains("Measuring 05, 06, 07 one").doesNotContain("Going on");
        assertThat(run.err()).endsWith("1 of 3 lessons are measured; the same command without --again goes on from there");
        assertThat(measured()).containsExactly("L05_Pretend.java", "L06_Fails.java");
    }

    @Test void each_choice_of_lessons_goes_on_from_its_own_interruption() throws Exception {
        interrupted("--measure", "--only=05,06");

        assertThat(interrupted("--measure").out()).contains("Measuring 05, 06, 07 one");
        assertThat(interrupted("--measure", "--only=05,06").out()).contains("Going on: 1 of 2", "Measuring 06 one");
        assertThat(interrupted("--measure").out()).contains("Going on: 1 of 3", "Measuring 06, 07 one");
    }

    @Test void what_another_machine_measured_before_is_measured_anew() throws Exception {
        interrupted("--measure");
        unlayPipe();
        Files.writeString(mine.resolve("machine.txt"), "1 core · 1 GiB · JDK 24 · Oldix · 1 May 2020\n");

        var run = Run.guide(folder, "--measure", "--no-open");

        assertThat(run.out()).contains("another machine or JDK than before the interruption: all are measured anew");
        assertThat(measured()).containsExactly("L06_Fails.java", "L07_Also.java", "L05_Pretend.java");
        assertThat(mine.resolve("machine.txt")).content().startsWith("4 cores · 16 GiB · JDK 25.0.9 · Testix · ");
    }

    @Test @EnabledIf("hasScript") void on_a_terminal_one_line_tells_what_is_left_and_Ctrl_C_stops() throws Exception {
        Files.createDirectories(mine);
        Files.write(mine.resolve("times.txt"), List.of("L05 300 s", "damaged", "L06 1 s", "L07 2 s"));

        var guide = Run.beginOnTerminal(folder, "--measure");
        var child = child();
        var run = guide.type("\003");

        assertThat(run.out()).containsPattern("\r  ░{20}  1 of 3  L05_Pretend  \\d:\\d\\d  about 6 min left +\r")
                .containsPattern("\r  █{5,}░+  2 of 3  L06_Fails  \\d:\\d\\d  about [1-3] s left ").doesNotContain("\033");
        assertThat(List.of(run.out().split("[\r\n]+")).getLast()).isEqualTo("stopped: 1 of 3 lessons are measured; the same command goes on from there");
        assertThat(ProcessHandle.of(child)).isEmpty();
        assertThat(left()).doesNotContain(".L06.part");
        assertThat(mine.resolve("times.txt")).content().matches("L05 \\d+ s\nL06 1 s\nL07 2 s\n");
    }

    private void layPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", "hangs").directory(folder.toFile()).start().waitFor()).isZero();
    }

    private void unlayPipe() throws IOException {
        Files.delete(folder.resolve("hangs"));
        Files.delete(folder.resolve("measured"));
    }

    /** A run that is interrupted as soon as lesson 06 hangs. */
    private Run interrupted(String... options) throws Exception {
        Files.deleteIfExists(folder.resolve("measured"));
        var guide = Run.begin(folder, options);
        child();
        return guide.interrupt();
    }

    /** Waits until lesson 06 hangs, and returns what it has started. */
    private long child() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("hangs")).strip());
    }

    /** By the last run. */
    private List<String> measured() throws IOException {
        return Files.readAllLines(folder.resolve("measured"));
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(mine)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    static boolean hasScript() {
        return Files.isExecutable(Path.of("/usr/bin/script")) && System.getProperty("os.name").equals("Linux");   // elsewhere its options differ
    }
}
