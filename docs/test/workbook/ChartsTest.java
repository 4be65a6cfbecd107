package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page with a chart of each kind, and a reader's results for one of its two lessons. */
@Timeout(150)
class ChartsTest {
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");

    @TempDir static Path folder;
    static Run run;
    static Document page;

    @BeforeAll static void render() throws Exception {
        run = Run.guide(Run.fixture("charts", folder), "--no-open");
        page = Jsoup.parse(folder.resolve("docs/target/guide/index.html"));
    }

    @Test void renders_without_a_fault() {
        assertThat(run.err()).isEmpty();
        assertThat(page.select("figure.chart")).hasSize(7);
    }

    @Test void no_number_is_shown_that_no_lesson_printed() throws Exception {
        var printed = new ArrayList<String>();
        for (var file : List.of("L01.txt", "L02.txt", "mine/L01.txt", "machine.txt", "mine/machine.txt"))
            printed.addAll(numbers(Files.readString(folder.resolve("docs/results").resolve(file))));
        assertThat(numbers(page.select("figure.chart").text())).isNotEmpty().isSubsetOf(printed);
    }

    @Test void every_value_is_shown_as_printed_at_both_widths() {
        for (var width : List.of(".wide", ".narrow")) {
            assertThat(words("Bars", width)).contains("a <b> & \"c\"", "400 ms", "97 ms", "–", "1.5 KB", "6.0 KB", "0.2 s", "21 ms");
            assertThat(words("Dots", width)).contains("901 µs", "902 µs", "4 µs", "0 µs", "12 µs", "11 µs");
            assertThat(words("Heat", width)).contains("37.3×", "1.3×", "2.1×", "5.2×");
            assertThat(words("Line", width)).contains("1", "2", "64", "50", "88", "777", "555");
        }
    }

    @Test void what_is_marked_up_in_names_stays_text() {
        var figure = figure("Bars");
        assertThat(figure.selectFirst("figcaption b").text()).isEqualTo("Bars <b> dots & \"more\"");
        assertThat(figure.select("svg > title").eachText()).containsOnly("Bars <b> dots & \"more\"");
        assertThat(figure.selectFirst("> p").text()).isEqualTo("Look at a <b> & c.");
        assertThat(figure.select("svg b, svg c")).isEmpty();
    }

    @Test void bars_are_as_long_as_their_values_and_begin_at_one_line() {
        var bars = figure("Bars").select(".wide rect.fill-first[height=14]");
        assertThat(number(bars.get(0), "width") / number(bars.get(1), "width")).isCloseTo(400 / 97.0, within(0.05));
        assertThat(bars.get(0).attr("x")).isEqualTo(bars.get(1).attr("x"));
        var yours = figure("Bars").selectFirst(".wide rect.stroke-second[height=12]");
        assertThat(number(bars.get(0), "width") / (number(yours, "width") + 1)).as("0.2 s beside 400 ms").isCloseTo(2, within(0.05));
    }

    @Test void values_that_lie_far_apart_become_dots_in_their_order_on_a_scale_that_says_so() {
        assertThat(figure("Dots").select("rect.fill-first")).isEmpty();
        assertThat(words("Dots", ".wide")).containsSubsequence("none", "near", "far").contains("logarithmic: each line is ten times the one before");
        assertThat(words("Bars", ".wide")).noneMatch(text -> text.startsWith("logarithmic"));
    }

    @Test void a_heat_map_takes_its_shades_from_the_lesson_and_not_only_its_shades() {
        var figure = figure("Heat");
        assertThat(figure.select(".wide .fill-heat4")).as("█, once and not on the reader's machine").hasSize(1);
        assertThat(figure.select(".wide .fill-heat1")).hasSize(3);
        assertThat(words("Heat", ".wide")).doesNotContain("█").contains("reference machine", "your machine");
    }

    @Test void a_line_has_its_law_and_a_scale_only_where_it_is_needed() {
        assertThat(figure("Line").select(".wide polyline[stroke-dasharray]")).as("the law, of both").hasSize(2);
        assertThat(words("Line", ".wide")).contains("at best, your machine", "in flight, logarithmic");
    }

    @Test void the_readers_numbers_stand_beside_the_reference_each_with_its_machine() {
        assertThat(figure("Bars").select("figcaption small").eachText()).containsExactly(
                "Reference machine: 4 cores · 8 GiB · JDK 25.0.9 · Testix · 1 May 2026",
                "Your machine: 16 cores · 3 GiB · JDK 25.0.9 · Ownix · 2 May 2026");
        assertThat(words("Bars", ".wide")).contains("fixed pool of 4", "fixed pool of 16", "your machine");
        assertThat(figure("Alone").select("figcaption small")).hasSize(1);
        assertThat(words("Alone", ".wide")).containsExactly("served", "19", "38", "one thread", "two threads");
    }

    @Test void a_column_that_is_named_after_the_cores_is_found_on_another_machine_and_keeps_its_name() {
        assertThat(words("Workers", ".wide")).contains("2 workers, yours: 8 workers");
        assertThat(figure("Workers").select(".wide rect.stroke-second[height=12]")).hasSize(2);
        assertThat(words("Heat", ".wide")).contains("2 workers", "8 workers");
    }

    @Test void a_value_in_another_unit_is_not_drawn_among_the_others() {
        assertThat(figure("Line").select(".wide circle.fill-first")).as("three, and the legend's").hasSize(4);
        assertThat(figure("Line").select(".wide circle.stroke-second")).as("two, and the legend's").hasSize(3);
    }

    @Test void only_the_rows_that_were_asked_for_are_shown() {
        assertThat(words("One row", ".wide")).containsExactly("reference machine", "your machine", "size", "3.2 KB", "3.2 KB", "async");
    }

    @Test void every_picture_tells_in_words_what_it_shows() {
        assertThat(page.select("figure.chart svg")).hasSize(14).allSatisfy(svg -> {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(page.getElementById(svg.attr("aria-labelledby")).parent()).isSameAs(svg);
            assertThat(page.getElementById(svg.attr("aria-describedby")).parent()).isSameAs(svg);
        });
        assertThat(figure("Line").selectFirst("desc").text()).isEqualTo(
                "On the reference machine: 1 fitted: answers/s 50, at best 51; 2 held out: answers/s 88, at best 93; 64 held out: answers/s 777, at best 806. "
                + "On the reader's machine: 1 fitted: answers/s 50, at best 51; 2 held out: answers/s 88 s, at best 93; 64 held out: answers/s 555, at best 806.");
    }

    @Test void every_colour_is_an_attribute_for_files_and_a_class_for_pages() {
        assertThat(page.select("figure.chart :is(rect, circle, line, text, polyline, polygon)")).isNotEmpty().allSatisfy(shape ->
                assertThat(shape.attr("fill") + shape.attr("stroke")).matches("(none)?#[0-9a-f]{6}|#[0-9a-f]{6}none|none#[0-9a-f]{6}"))
                .allSatisfy(shape -> assertThat(shape.className()).matches("(fill|stroke)-[a-z0-9]+"));
        assertThat(page.select("figure.chart svg [style]")).isEmpty();
    }

    @Test void search_does_not_find_what_a_picture_repeats() throws Exception {
        assertThat(Files.readString(folder.resolve("docs/target/guide/theme/search-index.js"))).contains("Look at a").doesNotContain("901 µs");
    }

    private static Element figure(String title) {
        return page.select("figure.chart").stream().filter(figure -> figure.selectFirst("figcaption b").text().startsWith(title)).findFirst().orElseThrow();
    }

    private static List<String> words(String title, String width) { return figure(title).select(width + " text").eachText(); }

    private static List<String> numbers(String text) { return NUMBER.matcher(text).results().map(MatchResult::group).toList(); }

    private static double number(Element element, String attribute) { return Double.parseDouble(element.attr(attribute)); }

    private static org.assertj.core.data.Offset<Double> within(double distance) { return org.assertj.core.data.Offset.offset(distance); }
}
