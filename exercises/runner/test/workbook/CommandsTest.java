package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command, as a script calls it: no terminal, plain text, an exit code. */
@Timeout(200)
class CommandsTest {
    private static final String RIGHT = "return a + b;";

    @TempDir Path folder;
    private Copy copy;

    @BeforeEach void copy() throws Exception { copy = Copy.in(folder); }

    @Test void run_of_a_wrong_answer() throws Exception {
        copy.save("E01_Adding", "return a;");
        var run = Run.in(copy, "run", "E01");

        assertThat(run.out()).startsWith("✘ one and one are two, and no other number\n").contains("onesAreAdded", "E01_AddingTest.java:").doesNotContain("\033", "Perhaps");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        assertThat(copy.progress()).doesNotExist();
    }

    @Test void run_of_a_right_answer_is_kept_in_the_progress() throws Exception {
        copy.save("E01_Adding", RIGHT);
        var run = Run.in(copy, "run", "1");

        assertThat(run.out()).startsWith("✔ passed: 2 tests in ");
        assertThat(run.code()).isZero();
        assertThat(copy.progress()).content().matches("E01_Adding passed=\\S+\n");
        copy.keepKit();
    }

    @Test void run_of_a_known_wrong_answer_says_its_misconception() throws Exception {
        copy.save("E01_Adding", "return a * b + 1;");   // right for 1 and 1 only
        assertThat(Run.in(copy, "run", "E01").out()).contains("✘ two and three are five", "after 1 that passed", "Perhaps    you believe: Adding is multiplying.");
    }

    @Test void a_misconception_is_told_only_if_no_other_fits_as_well() throws Exception {
        copy.put("solutions/E01_Adding/wrong/subtracts/E01_Adding.java", "// Misconception: Adding is subtracting.\n// The test says: two and three are five\n");
        copy.save("E01_Adding", "return a * b + 1;");
        assertThat(Run.in(copy, "run", "E01").out()).contains("✘ two and three are five").doesNotContain("Perhaps");
    }

    @Test void run_of_what_does_not_compile() throws Exception {
        copy.save("E01_Adding", "return a + c;");
        var run = Run.in(copy, "run", "E01_Adding");

        assertThat(run.out()).isEqualTo("""
                ✘ does not compile: cannot find symbol

                At         exercises/src/main/java/workbook/E01_Adding.java:8
                   8 │         return a + c;
                     │                    ^
                  symbol:   variable c
                  location: class workbook.E01_Adding
                """);
        assertThat(run.code()).isEqualTo(1);
    }

    @Test void run_of_what_no_longer_fits_the_tests() throws Exception {
        Files.writeString(copy.file("E01_Adding"), "package workbook; class E01_Adding { int sum(int a) { return a; } }");
        assertThat(Run.in(copy, "run", "E01").out()).startsWith("✘ does not compile together with its tests: method sum").contains("E01_AddingTest.java:10");
    }

    @Test void a_class_of_the_learners_own_is_compiled_along() throws Exception {
        copy.put("exercises/src/main/java/workbook/Plus.java", "package workbook; class Plus { static int of(int a, int b) { return a + b; } }");
        copy.save("E01_Adding", "return Plus.of(a, b);");
        assertThat(Run.in(copy, "run", "E01").code()).isZero();

        copy.put("exercises/src/main/java/workbook/Plus.java", "package workbook; class Plus { static int of(int a, int b) { return a; } }");
        assertThat(Run.in(copy, "run", "E01").code()).as("when only the other class has changed").isOne();
    }

    @Test void what_was_compiled_before_is_not_compiled_again() throws Exception {
        copy.save("E01_Adding", "return a;");
        assertThat(Run.in(copy, "run", "E01").code()).isOne();
        var wrong = Files.readAllBytes(copy.kept("E01_Adding"));
        copy.save("E01_Adding", RIGHT);
        assertThat(Run.in(copy, "run", "E01").code()).isZero();

        Files.write(copy.kept("E01_Adding"), wrong);
        assertThat(Run.in(copy, "run", "E01").code()).as("with the kept class exchanged").isOne();
    }

    @Test void run_as_json() throws Exception {
        copy.save("E01_Adding", "return a * b + 1;");
        assertThat(Run.in(copy, "run", "E01", "--json").out()).matches(
                "\\{\"exercise\": \"E01_Adding\", \"verdict\": \"failed\", \"message\": \"two and three are five\", \"test\": \"othersAreAdded\", \"passed\": 1, "
                + "\"millis\": \\d+, \"places\": \\[], \"perhaps\": \"Adding is multiplying.\", \"printed\": \"\"}\n");
        copy.save("E01_Adding", "return a + \"1\";");
        assertThat(Run.in(copy, "run", "E01", "--json").out()).contains("\"verdict\": \"not compiled\"", "\"line\": 8, \"column\": 18, ");
    }

    @Test void verify_judges_all_of_them() throws Exception {
        copy.save("E01_Adding", RIGHT);
        var some = Run.in(copy, "verify");
        assertThat(some.out()).contains("✔ passed: 2 tests", "E02 · adding more\n✘ one and one are two", "1 of 2 passed");
        assertThat(some.code()).isEqualTo(1);

        copy.save("E02_AddingMore", RIGHT);
        var all = Run.in(copy, "verify", "--json");
        assertThat(all.out()).matches("\\[\\{\"exercise\": \"E01_Adding\", \"verdict\": \"passed\", .*}, \\{\"exercise\": \"E02_AddingMore\", \"verdict\": \"passed\", .*}]\n");
        assertThat(all.code()).isZero();
        assertThat(Run.in(copy, "progress", "--json").out()).isEqualTo("{\"solved\": 2, \"exercises\": 2}\n");
    }

    @Test void verify_of_those_that_are_named() throws Exception {
        copy.save("E01_Adding", RIGHT);
        var run = Run.in(copy, "verify", "E01");
        assertThat(run.out()).contains("1 of 1 passed").doesNotContain("E02");
        assertThat(run.code()).isZero();
    }

    @Test void list_and_progress() throws Exception {
        copy.put(".workbook/progress", "E01_Adding passed=2026-05-01T10:00:00Z hints=2\n");
        copy.save("E02_AddingMore", "return 1;");
        var list = Run.in(copy, "list");
        assertThat(list.out()).matches("✔ E01  adding +passed 2026-05-01 +2 hints\n  E02  adding more +begun\n");
        assertThat(list.code()).isZero();
        assertThat(Run.in(copy, "list", "--json").out()).startsWith("[{\"exercise\": \"E01_Adding\", \"title\": \"adding\", \"passed\": true, \"since\": \"2026-05-01T10:00:00Z\", \"hints\": 2, \"begun\": false}, ");

        var progress = Run.in(copy, "progress");
        assertThat(progress.out()).isEqualTo("1 of 2 solved\n");
        assertThat(progress.code()).isZero();
    }

    @Test void hint_shows_one_level_more_each_time() throws Exception {
        assertThat(Run.in(copy, "hint", "E01").out()).contains("Hint 1 of 3: Where to look", "At a and b.").doesNotContain("Hint 2");
        assertThat(Run.in(copy, "hint", "E01").out()).contains("Hint 1", "Hint 2 of 3: What to use").doesNotContain("Hint 3");
        var third = Run.in(copy, "hint", "E01");
        assertThat(third.out()).contains("Hint 3", "    return a\n");
        assertThat(third.code()).isZero();
        assertThat(Run.in(copy, "hint", "E02", "--level=1", "--json").out()).isEqualTo("[{\"heading\": \"Where to look\", \"text\": \"At `a` and `b`.\"}]\n");
        assertThat(copy.progress()).content().isEqualTo("E01_Adding hints=3\nE02_AddingMore hints=1\n");
    }

    @Test void reset_keeps_what_was_written() throws Exception {
        copy.put(".workbook/progress", "E01_Adding passed=2026-05-01T10:00:00Z\n");
        copy.save("E01_Adding", RIGHT);
        var run = Run.in(copy, "reset", "E01", "--yes");

        assertThat(run.code()).isZero();
        assertThat(copy.file("E01_Adding")).content().contains("TODO");
        try (var kept = Files.list(folder.resolve(".workbook/kept"))) {
            assertThat(kept.toList()).singleElement().satisfies(file -> {
                assertThat(file).content().contains(RIGHT);
                assertThat(file.getFileName().toString()).matches("E01_Adding-\\d{4}-\\d\\d-\\d\\d-\\d{6}-\\d{3}\\.java");
                assertThat(run.out()).contains(file.getFileName().toString());
            });
        }
        assertThat(Run.in(copy, "progress").out()).startsWith("0 of 2");
    }

    @Test void reset_without_a_starter_touches_nothing() throws Exception {
        Files.delete(folder.resolve("solutions/E01_Adding/starter/E01_Adding.java"));
        copy.save("E01_Adding", RIGHT);
        assertThat(Run.in(copy, "reset", "E01", "--yes").code()).isEqualTo(2);
        assertThat(copy.file("E01_Adding")).content().contains(RIGHT);
    }

    @Test void solution_after_a_pass() throws Exception {
        copy.put(".workbook/progress", "E01_Adding passed=2026-05-01T10:00:00Z\n");
        var run = Run.in(copy, "solution", "E01");
        assertThat(run.out()).contains("return a + b;", "the second one first.", "solutions/E01_Adding/right/the-other-way-round/E01_Adding.java");
        assertThat(run.code()).isZero();
        assertThat(Run.in(copy, "solution", "E01", "--json").out()).contains("{\"name\": \"the-other-way-round\", \"style\": \"the second one first.\", \"file\": ");
    }

    @Test void solution_before_a_pass_has_to_be_asked_for() throws Exception {
        var run = Run.in(copy, "solution", "E01");
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("not solved yet", "--yes");
        assertThat(run.code()).isEqualTo(2);
        assertThat(Run.in(copy, "solution", "E01", "--yes").out()).contains("return a + b;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "run E99          | no exercise 'E99'; there are E01, E02",
            "run              | Missing required parameter: 'EXERCISE'",
            "hint E01 --level=4 | E01 has the hint levels 1 to 3",
            "reset E01        | there is no terminal to ask on: --yes says it",
            "--nonsense       | Unknown option: '--nonsense'",
            "nonsense         | Unmatched argument at index 0: 'nonsense'",
    })
    void misuse_is_told_in_one_line(String args, String message) throws Exception {
        var run = Run.in(copy, args.split(" "));
        assertThat(run.err().lines()).singleElement().asString().containsIgnoringCase(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    @Test void outside_of_a_checkout_it_says_what_it_looked_for(@TempDir Path elsewhere) throws Exception {
        var run = Run.in(new Copy(elsewhere), "list");
        assertThat(run.err().lines()).singleElement().asString().contains("run this inside the workbook's checkout");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test void help_names_every_command() throws Exception {
        var run = Run.in(copy, "--help");
        assertThat(run.out()).contains(List.of("list", "run", "hint", "reset", "solution", "progress", "verify", "--poll")).doesNotContain("\033");
        assertThat(run.code()).isZero();
    }
}
