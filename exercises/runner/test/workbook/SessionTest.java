package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A learner at a terminal. */
@Timeout(600)
class SessionTest {
    @TempDir Path folder;
    private Copy copy;

    @BeforeEach void copy() throws Exception { copy = Copy.in(folder); }

    @Test void a_whole_session() throws Exception {
        try (var tty = open(80)) {
            tty.sees("E01 · adding", "0 of 2 solved", "exercises/src/main/java/workbook/E01_Adding.java", "✘ one and one are two, and no other number", "h hint   n next");
            copy.keepKit();

            copy.save("E01_Adding", "return a * b + 1;");
            tty.sees("✘ two and three are five", "Perhaps    you believe: Adding is multiplying.");

            copy.save("E01_Adding", "return a + c;");
            tty.sees("✘ does not compile: cannot find symbol", "   8 │         return a + c;\n     │                    ^");

            tty.type("h").sees("Hint 1 of 3: Where to look");
            tty.type("h").sees("Hint 2 of 3: What to use", "does not compile");

            tty.type("n").sees("E01 is not solved yet. Go on to E02? y: yes, any other key: no");
            tty.type("x");
            assertThat(tty.sees("h hint")).contains("E01 · adding").doesNotContain("Go on");

            copy.save("E01_Adding", "return a + b;");
            assertThat(tty.sees("✔ passed: 2 tests in", "1 of 2 solved", "Next       n: E02 · adding more", "Compare    s: the reference answer, and right ones")).contains("E01 · adding");

            tty.type("s").sees("return a + b;", "the second one first.");
            tty.type("n").sees("E02 · adding more", "✘ one and one are two");

            tty.type("l").sees("✔ E01  adding                         passed", "E02  adding more", "Enter open");
            tty.type("\033[A\r").sees("E01 · adding", "✔ passed");

            tty.type("x").sees("Reset E01? Your version is kept.");
            tty.type("y").sees("✘ one and one are two", "0 of 2 solved", "E01 is to be solved again. Your version is kept:", ".workbook/kept/E01_Adding-");
            assertThat(copy.file("E01_Adding")).content().contains("TODO");

            copy.save("E01_Adding", "return b + a;");
            tty.sees("✔ passed", "1 of 2 solved");
            tty.type("q");
            assertThat(tty.exitCode()).isZero();
            assertThat(tty.raw()).contains("\033[").doesNotContain("Exception");
        }
        try (var tty = open(80)) {
            tty.sees("E02 · adding more", "1 of 2 solved", "✘ one and one are two");
            tty.type("q");
            assertThat(tty.exitCode()).isZero();
        }
    }

    @Test void keys_work_while_the_code_hangs() throws Exception {
        copy.put("exercises/src/test/java/workbook/E01_AddingTest.java", Files.readString(folder.resolve("exercises/src/test/java/workbook/E01_AddingTest.java")).replace("limit = 1_000", "limit = 1_000_000"));
        copy.save("E01_Adding", "while (true) Thread.onSpinWait();");
        try (var tty = open(80)) {
            tty.sees("… testing onesAreAdded");
            tty.type("h").sees("Hint 1 of 3", "… testing onesAreAdded");
            tty.type("l").sees("Enter open");
            tty.type("l").sees("… testing onesAreAdded");
            copy.save("E01_Adding", "return a + b;");
            tty.sees("✔ passed");
            copy.save("E01_Adding", "while (true) Thread.onSpinWait();");
            tty.sees("… testing onesAreAdded");
            tty.type("q");
            assertThat(tty.exitCode()).isZero();
        }
    }

    @Test void a_solution_before_the_pass_is_asked_for_twice() throws Exception {
        try (var tty = open(80)) {
            tty.sees("✘ one and one");
            tty.type("s").sees("E01 is not solved yet. See an answer all the same?");
            tty.type("y").sees("You can see it once for the first time, and there are 3 hints. Still?");
            tty.type("n").sees("h hint");
            tty.type("s").sees("See an answer all the same?");
            tty.type("y").sees("Still?");
            tty.type("y").sees("return a + b;");
        }
    }

    @Test void the_lesson_gets_the_terminal_and_gives_it_back() throws Exception {
        var jbang = folder.resolve("jbang");
        Files.writeString(jbang, "#!/bin/sh\necho lesson $1 asks\nread answer\necho it heard $answer\n");
        assertThat(jbang.toFile().setExecutable(true)).isTrue();
        try (var tty = open(80)) {
            tty.sees("✘ one and one");
            tty.type("p").sees("lesson 01 asks");
            tty.type("forty-two\r").sees("it heard forty-two", "any key: back to the exercise");
            tty.type(" ").sees("E01 · adding", "✘ one and one", "h hint");
            tty.type("h").sees("Hint 1 of 3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 70, 80})
    void narrow_terminals(int columns) throws Exception {
        copy.put("exercises/src/test/java/workbook/E01_AddingTest.java", Files.readString(folder.resolve("exercises/src/test/java/workbook/E01_AddingTest.java"))
                .replace("one and one are two, and no other number", "one and one are two, and no other number, wherever they are added and whoever it is that asks for their sum"));
        copy.save("E01_Adding", "return a;");
        try (var tty = open(columns)) {
            var screen = tty.sees("✘ one and one are two", "q quit");
            assertThat(screen).contains("exercises/src/test/java/workbook/E01_AddingTest.java:10");
            assertThat(screen).containsPattern("whoever it\\s+is\\s+that");
        }
    }

    @Test void a_window_that_gets_narrower() throws Exception {
        try (var tty = open(80)) {
            tty.sees("✘ one and one", "q quit");
            tty.resize(60);
            tty.sees("E01 · adding", "s solution\np lesson");
        }
    }

    @Test void no_colour_where_none_is_wanted() throws Exception {
        try (var tty = open(80, Map.of("NO_COLOR", "1"))) {
            tty.sees("✘ one and one", "q quit");
            assertThat(tty.raw()).doesNotContainPattern("\033\\[[0-9;]*m");
        }
        try (var tty = open(80, Map.of())) {
            tty.sees("✘ one and one", "q quit");
            assertThat(tty.raw()).containsPattern("\033\\[[0-9;]*m");
        }
    }

    @Test void a_low_window_shows_the_verdict_and_the_newest_hint() throws Exception {
        try (var tty = new Tty(folder, 80, 16, Map.of(), Copy.command())) {
            tty.sees("✘ one and one", "q quit");
            tty.type("h").sees("Hint 1 of 3");
            tty.type("h").sees("Hint 2 of 3");
            assertThat(tty.type("h").sees("E01 · adding", "✘ one and one", "lines are left out", "return a", "q quit")).doesNotContain("Hint 1 of 3");
        }
    }

    @Test void a_dumb_terminal_gets_plain_text() throws Exception {
        try (var tty = open(80, Map.of("TERM", "dumb"))) {
            tty.sees("✘ one and one");
            assertThat(tty.raw()).doesNotContain("\033");
        }
    }

    @Test void ctrl_c_leaves_the_terminal_as_it_was() throws Exception {
        var command = new ArrayList<>(List.of("sh", "-c", "trap : INT; stty -g > before; \"$@\"; echo code $?; stty -g > after", "sh"));
        command.addAll(Copy.command());
        try (var tty = new Tty(folder, 80, 40, Map.of(), command)) {
            tty.sees("✘ one and one", "q quit");
            tty.type("\003");
            tty.sees("code 0");
            tty.exitCode();
        }
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    }

    @Test void commands_ask_on_a_terminal() throws Exception {
        try (var tty = new Tty(folder, 80, 40, Map.of(), Copy.command("reset", "E01"))) {
            tty.sees("Reset E01? Your version is kept. y/N");
            tty.type("n\r");
            assertThat(tty.exitCode()).isEqualTo(1);
        }
        try (var tty = new Tty(folder, 80, 40, Map.of(), Copy.command("solution", "E01"))) {
            tty.sees("See an answer all the same? y/N");
            tty.type("y\r").sees("Still? y/N");
            tty.type("y\r").sees("return a + b;");
            assertThat(tty.exitCode()).isZero();
        }
    }

    private Tty open(int columns) throws Exception { return open(columns, Map.of()); }

    private Tty open(int columns, Map<String, String> environment) throws Exception { return new Tty(folder, columns, 40, environment, Copy.command()); }
}
