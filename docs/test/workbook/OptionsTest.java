package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OptionsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--nonsense                | --nonsense",
            "nonsense                  | nonsense",
            "--only=05                 | --only goes with --measure",
            "--again                   | --again goes with --measure",
            "--reference               | --reference goes with --measure",
            "--measure --only=99       | no lesson '99'; there are 05, 06, 07",
            "--out=jbang-catalog.json  | --out is not a folder",
    })
    void a_wrong_option_is_told_in_one_line(String options, String message) throws Exception {
        var run = Run.guide(Run.fixture("small", folder), options.split(" "));

        assertThat(run.err().lines()).singleElement().asString().contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    @Test void outside_the_checkout_it_says_what_it_looked_for() throws Exception {
        var run = Run.guide(folder);

        assertThat(run.err().lines()).singleElement().asString().contains("jbang-catalog.json", folder.toRealPath().toString());
        assertThat(run.code()).isEqualTo(2);
    }

    @Test void a_checkout_without_lessons_is_told_in_one_line() throws Exception {
        Run.delete(Run.fixture("small", folder).resolve("lessons"));

        var run = Run.guide(folder, "--no-open");

        assertThat(run.err().lines()).singleElement().asString().isEqualTo("no folder lessons/ in %s, from which the guide takes its code".formatted(folder.toRealPath()));
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    @Test void an_earlier_book_is_named_where_no_new_one_is_written() throws Exception {
        Run.fixture("small", folder);
        var book = folder.resolve("docs/target/guide/concurrency-workbook.pdf");
        Files.createDirectories(book.getParent());
        Files.writeString(book, "old");

        var run = Run.guide(folder, "--no-open");

        assertThat(run.out()).contains("The book is of an earlier rendering, and --pdf writes it anew: ");
        assertThat(book).hasContent("old");
    }

    @Test void help_lists_the_options() throws Exception {
        var run = Run.guide(folder, "--help");

        assertThat(run.out()).contains("--no-open", "--out", "--pdf", "--measure", "--only", "--again", "--reference").doesNotContain("\033");
        assertThat(run.code()).isZero();
    }

    @Test void one_lesson_of_another_machine_does_not_mix_with_the_others() throws Exception {
        Run.fixture("small", folder);
        var mine = Files.createDirectories(folder.resolve("docs/results/mine"));
        Files.writeString(mine.resolve("machine.txt"), "1 core · 1 GiB · JDK 24 · Oldix · 1 May 2020\n");

        var run = Run.guide(folder, "--measure", "--only=05", "--no-open");

        assertThat(run.err()).contains("L05_Pretend.java: docs/results/mine holds results of another machine or JDK");
        assertThat(mine.resolve("L05.txt")).doesNotExist();
        assertThat(run.code()).isEqualTo(1);
    }
}
