package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small guide whose three lessons are measured by a stand-in for ./jbang: the second fails. */
@Timeout(150)
class MeasureTest {
    @TempDir static Path folder;
    static Run run;
    static Document index, more;

    @BeforeAll static void measure() throws Exception {
        Run.fixture("small", folder);
        Files.createDirectories(folder.resolve("docs/results/mine"));
        Files.writeString(folder.resolve("docs/results/mine/machine.txt"), "1 core · 1 GiB · JDK 24 · Oldix · 1 May 2020\n");
        Files.writeString(folder.resolve("docs/results/mine/L04.txt"), "L04 · Old   1 core · 1 GiB · JDK 24 · Oldix\n");
        run = Run.guide(folder.resolve("docs"), "--measure");
        index = Jsoup.parse(folder.resolve("docs/target/guide/index.html"));
        more = Jsoup.parse(folder.resolve("docs/target/guide/more.html"));
    }

    @Test void tells_its_progress_and_what_failed() {
        assertThat(run.out()).contains("Measuring 05, 06, 07 one after another", "  1 of 3  L05_Pretend … ",
                "  2 of 3  L06_Fails … failed", "  3 of 3  L07_Also … ", "2 of 3 measured in ").doesNotContain("\r", "\033");
        assertThat(run.err()).isEqualTo("L06_Fails.java: exit code 1: no memory for lesson 06");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test void opens_the_guide_all_the_same() throws Exception {
        assertThat(run.opened(Duration.ofSeconds(20))).endsWith("/docs/target/guide/index.html").startsWith("file:///");
    }

    @Test void keeps_what_the_lessons_print_apart_from_the_reference() throws Exception {
        assertThat(folder.resolve("docs/results/mine/L05.txt")).content().contains("16 GiB", "7.7×");
        assertThat(folder.resolve("docs/results/L05.txt")).content().contains("8 GiB", "8.1×");
        try (var files = Files.list(folder.resolve("docs/results/mine"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("L05.txt", "L07.txt", "machine.txt", "times.txt");
        }
    }

    @Test void names_the_machine_and_the_day() {
        assertThat(folder.resolve("docs/results/mine/machine.txt")).content()
                .matches("4 cores · 16 GiB · JDK 25\\.0\\.9 · Testix · \\d{1,2} \\p{L}+ 20\\d\\d\\n");
    }

    @Test void shows_both_outputs_each_with_its_machine() {
        assertThat(more.select("figure.output figcaption").eachText().getFirst())
                .isEqualTo("Reference machine: 4 cores · 8 GiB · JDK 25.0.9 · Testix · 1 May 2026");
        assertThat(more.select("figure.output.mine figcaption").text()).startsWith("Your machine: 4 cores · 16 GiB · ");
        assertThat(more.select("figure.output.mine pre").text()).contains("7.7×");
        assertThat(more.selectFirst("figure.output pre").wholeText())
                .isEqualToNormalizingNewlines(contents("docs/results/L05.txt").stripTrailing());
    }

    @Test void shows_single_results_with_their_marks_and_machines() {
        assertThat(more.select("ul.saw li").eachText()).containsExactly(
                "✔ virtual threads served the same requests 8.1× faster (Little's law allows 50×) Lesson 05, reference machine",
                "✔ virtual threads served the same requests 7.7× faster (Little's law allows 50×) Lesson 05, your machine",
                "✘ not shown here: x < y & *this* [in brackets] of List<String> Lesson 05, reference machine",
                "✔ not shown here: x < y & *this* [in brackets] of List<String> Lesson 05, your machine");
    }

    @Test void draws_both_timelines_each_with_its_machine() {
        assertThat(more.select("figure.lanes figcaption").eachText()).satisfiesExactly(
                reference -> assertThat(reference).isEqualTo("Reference machine: 4 cores · 8 GiB · JDK 25.0.9 · Testix · 1 May 2026"),
                yours -> assertThat(yours).startsWith("Your machine: 4 cores · 16 GiB · "));
        assertThat(more.select("figure.lanes svg")).hasSize(2).allSatisfy(picture -> {
            assertThat(picture.attr("role")).isEqualTo("img");
            assertThat(more.getElementById(picture.attr("aria-labelledby")).text()).isEqualTo("Lesson 05 as lanes over time");
            assertThat(more.getElementById(picture.attr("aria-describedby")).text()).isEqualTo(
                    "the first 2 orders: order 1 from 0 to 17 ms waiting, served; order 2 from 13 to 29 ms waiting, served.");
            assertThat(picture.select("text").eachText()).containsExactly("served", "waiting", "idle",
                    "the first 2 orders", "0", "10", "20", "30", "40", "50 ms", "order 1", "order 2");
        });
    }

    @Test void draws_each_mark_as_long_as_it_lasts_in_a_colour_and_a_form_of_its_own() {
        var picture = more.selectFirst("figure.lanes svg");
        double begin = x(picture.selectFirst("text:matchesOwn(^0$)"), "x"), end = x(picture.selectFirst("text:matchesOwn(^50 ms$)"), "x");
        var served = picture.select("rect.fill-accent[fill]").stream().skip(1).map(block -> 12 * (x(block, "x") - begin) / (end - begin));
        var waiting = picture.select("line.stroke-muted[stroke-dasharray]").stream().skip(1)
                .flatMap(stripes -> Stream.of("x1", "x2").map(at -> 12 * (x(stripes, at) - begin) / (end - begin)));

        assertThat(served.map(Math::round)).containsExactly(3L, 6L);   // columns of 12; the first of each is the legend's
        assertThat(waiting.map(Math::round)).containsExactly(0L, 3L, 3L, 6L);
    }

    private static double x(Element element, String name) { return Double.parseDouble(element.attr(name)); }

    @Test void puts_values_of_the_reference_into_the_text() {
        assertThat(index.select("main").text()).contains(
                "Virtual threads took 312 ms, 8.1×, on 4 cores · 8 GiB · JDK 25.0.9 · Testix · 1 May 2026.",
                "Waiting work took 20 ms, CPU work 31 ms.",
                "✘ not shown here: x < y & *this* [in brackets] of List<String>");
        assertThat(more.select("table td").eachText()).containsExactly("virtual threads", "312 ms");
    }

    @Test void colours_the_keywords_of_new_java_and_not_names_that_look_alike() {
        assertThat(more.select("code span.k").eachText()).containsExactly("record");
        assertThat(more.select("code span.n").eachText()).contains("record", "when");
    }

    private static String contents(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
