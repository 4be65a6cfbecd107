package workbook;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real courses, and one with planted faults. */
@Timeout(150)
class SlidesTest {
    static final Map<String, Document> courses = new TreeMap<>();

    @BeforeAll static void render() throws Exception {
        for (var course : List.of("half-day", "full-day")) courses.put(course, Jsoup.parse(Rendered.FOLDER.resolve("slides/%s.html".formatted(course))));
    }

    @Test void the_minutes_come_to_half_a_day_and_a_day() {
        assertThat(minutes(courses.get("half-day"))).isEqualTo(210);
        assertThat(minutes(courses.get("full-day"))).isEqualTo(420);
    }

    @Test void the_plan_names_each_part_with_the_time_at_which_it_begins() {
        assertThat(courses).allSatisfy((_, course) -> {
            int from = 0;
            var parts = course.select(".slides > section");
            var plan = course.select(".plan li");
            assertThat(plan).hasSameSizeAs(parts);
            for (int n = 0; n < parts.size(); n++) {
                int minutes = minutes(parts.get(n));
                assertThat(plan.get(n).children().eachText()).containsExactly("%d:%02d".formatted(from / 60, from % 60),
                        n == 0 ? "Start, and your machine" : parts.get(n).selectFirst("h2").text(), minutes + " min");
                from += minutes;
            }
        });
    }

    @Test void every_slide_has_a_heading_minutes_and_notes_with_the_clock() {
        assertThat(courses).allSatisfy((_, course) -> {
            int from = 0;
            for (var slide : slides(course)) {
                int to = from + minutes(slide);
                assertThat(slide.select("h2").text()).isNotBlank();
                assertThat(slide.select(".notes .clock").text()).endsWith("from %d:%02d to %d:%02d".formatted(from / 60, from % 60, to / 60, to % 60));
                assertThat(slide.select(".notes").text().length()).as(slide.id()).isGreaterThan(120);
                from = to;
            }
        });
    }

    @Test void who_teaches_hears_what_to_say_and_to_every_prediction_what_goes_wrong_and_what_to_ask() {
        assertThat(courses).allSatisfy((_, course) -> {
            assertThat(slides(course)).allSatisfy(slide -> assertThat(slide.select(".notes dt").eachText()).contains("Say"));
            assertThat(course.select("section.predict")).isNotEmpty().allSatisfy(slide -> {
                assertThat(slide.select(".notes dt").eachText()).contains("A frequent guess", "On a laptop");
                assertThat(slide.select(".command").text()).matches("\\./jbang \\d\\d");
            });
            assertThat(course.select("section.exercise")).isNotEmpty().allSatisfy(slide ->
                    assertThat(slide.select(".notes dt").eachText()).contains("A frequent guess", "On a laptop", "Done early"));
        });
    }

    @Test void the_notes_say_how_long_a_lesson_takes_where_it_was_measured() throws Exception {
        var times = Files.readString(Run.ROOT.resolve("docs/results/times.txt")).lines().collect(toMap(line -> line.substring(1, 3), line -> line.substring(4)));
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select("section.predict")).allSatisfy(slide -> {
            var lesson = slide.select(".command").text().replaceAll(".* ", "");
            var said = "Lesson %s takes %s on".formatted(lesson, times.get(lesson));
            assertThat(slide.select(".notes").text().contains(said)).as(said).isEqualTo(times.containsKey(lesson));
        }));
    }

    @Test void a_lesson_that_downloads_says_how_much() {
        var sizes = Map.of("06", "134 MB", "12", "77 MB", "14", "20 MB", "27", "134 MB", "28", "134 MB");
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select("section.predict")).allSatisfy(slide -> {
            var lesson = slide.select(".command").text().replaceAll(".* ", "");
            assertThat(slide.select(".notes").text()).contains(sizes.getOrDefault(lesson, ""));
        }));
    }

    @Test void every_lesson_and_exercise_that_is_named_exists() throws Exception {
        var catalog = Files.readString(Run.ROOT.resolve("jbang-catalog.json"));
        var starters = Run.ROOT.resolve("exercises/src/main/java/workbook").toFile().list();
        assertThat(courses).allSatisfy((_, course) -> {
            assertThat(found("\\./jbang ([\\w-]+)", course)).isNotEmpty().allSatisfy(name -> assertThat(catalog).contains("\"%s\": {".formatted(name)));
            assertThat(found("\\b(E\\d\\d)\\b", course)).isNotEmpty().allSatisfy(name -> assertThat(starters).anyMatch(file -> file.startsWith(name + "_")));
        });
    }

    @Test void the_short_course_is_a_part_of_the_long_one() {
        assertThat(courses.get("full-day").select("section section").eachAttr("id")).containsAll(courses.get("half-day").select("section section").eachAttr("id"));
    }

    @Test void code_has_at_most_14_lines() {
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select("section pre")).isNotEmpty()
                .allSatisfy(code -> assertThat(code.wholeText().strip().lines().count()).as(code.text()).isLessThanOrEqualTo(14)));
    }

    @Test void no_line_of_code_is_wrapped() {
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select("section pre").stream().flatMap(code -> code.wholeText().lines()))
                .isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(74)));
    }

    @Test void no_markup_of_the_source_is_left_on_a_slide() {
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select(".slides").text())
                .doesNotContain("{l", "{machine", "xref:", "include::", "tag::", "numbers::", "saw::", "Unresolved directive").doesNotContain(" :: "));
    }

    @Test void load_nothing_from_elsewhere() throws Exception {
        assertThat(courses).allSatisfy((_, course) -> assertThat(course.select("link[href], script[src], img[src], iframe, object, embed")).isNotEmpty()
                .allSatisfy(element -> {
                    var file = Rendered.FOLDER.resolve("slides").resolve(element.hasAttr("href") ? element.attr("href") : element.attr("src")).normalize();
                    assertThat(file).exists();
                    if (file.toString().endsWith(".css")) assertThat(Files.readString(file)).doesNotContainPattern("url\\((?!['\"]?data:)|@import");
                }));
    }

    @Test void a_fault_is_told_with_its_place(@TempDir Path checkout) throws Exception {
        Run.fixture("small", checkout);
        Files.createDirectories(checkout.resolve("docs/slides/parts"));
        Files.writeString(checkout.resolve("docs/slides/short.adoc"), "= Short\n:minutes: 9\n\ninclude::parts/one.adoc[]\n");
        Files.writeString(checkout.resolve("docs/slides/parts/one.adoc"), """
                [minutes=2]
                == One

                [.notes]
                Notes.

                [minutes=5]
                === No notes

                numbers::L05[rows="virtual threads",columns="colour"]

                xref:../index.adoc#nowhere[nowhere]

                === No minutes

                [.notes]
                Notes with {nothing}.
                """);

        var run = Run.guide(checkout, "--slides", "--no-open");

        assertThat(run.err().lines()).contains(
                "docs/slides/parts/one.adoc:8: slide without notes: No notes",
                "docs/slides/parts/one.adoc:10: unknown result {l05-virtual-threads-colour}",
                "docs/slides/parts/one.adoc:12: no such anchor: ../index.html#nowhere",
                "docs/slides/parts/one.adoc:14: slide without minutes: No minutes",
                "docs/slides/parts/one.adoc:17: unknown attribute {nothing}",
                "docs/slides/short.adoc:2: the slides take 7 minutes, and the head says 9");
        assertThat(run.code()).isEqualTo(1);
    }

    private static List<Element> slides(Document course) { return course.select("section section"); }

    private static int minutes(Element within) {
        return within.select("[data-minutes]").eachAttr("data-minutes").stream().mapToInt(Integer::parseInt).sum();
    }

    private static List<String> found(String pattern, Document course) {
        return Pattern.compile(pattern).matcher(course.select(".slides").text()).results().map(hit -> hit.group(1)).toList();
    }
}
