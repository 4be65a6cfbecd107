package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real guide, rendered once. The links are followed here anew, not by the guide's own check. */
@Timeout(150)
class GuideTest {
    private final Run run = Rendered.RUN;
    private final Path folder = Rendered.FOLDER;
    private final Map<String, Document> pages = Rendered.PAGES;

    @Test void renders_without_a_fault() {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(pages).containsKeys("index.html", "models.html", "bottlenecks.html", "choose.html", "pitfalls.html",
                "laws.html", "machines.html", "ledger.html", "reference.html");
    }

    @Test void a_number_in_a_sentence_has_no_shade_of_a_heat_map() {
        assertThat(Rendered.PAGES.values()).flatExtracting(page -> page.select("p").eachText()).isNotEmpty().noneMatch(text -> text.matches(".*[░▒▓█].*"));
    }

    @Test void says_where_the_guide_lies_in_plain_text() {
        assertThat(run.out().lines().toList()).last().asString().endsWith(folder.resolve("index.html").toString());
        assertThat(run.out()).doesNotContain("\033");
    }

    @Test void opens_nothing_when_it_was_told_so() throws Exception {
        assertThat(run.opened(Duration.ofSeconds(1))).isEmpty();
    }

    @Test void every_link_and_anchor_inside_the_guide_leads_somewhere() {
        var broken = new ArrayList<String>();
        pages.forEach((name, page) -> targets(page).forEach(target -> {
            if (target.matches("[a-z]+:.*")) return;
            var file = target.replaceAll("#.*", "").isEmpty() ? name : target.replaceAll("#.*", "");
            var anchor = target.contains("#") ? target.replaceAll(".*#", "") : "";
            if (!Files.exists(folder.resolve(file))) broken.add(name + " -> " + target);
            else if (!anchor.isEmpty() && pages.get(file).getElementById(anchor) == null) broken.add(name + " -> " + target);
        }));
        assertThat(broken).isEmpty();
    }

    @Test void search_leads_to_sections_that_exist() throws IOException {
        var index = Files.readString(folder.resolve("theme/search-index.js"));
        var hrefs = Pattern.compile("href:\"([^\"]+)\"").matcher(index).results().map(hit -> hit.group(1)).toList();
        assertThat(hrefs).isNotEmpty().allSatisfy(href -> {
            var parts = href.split("#");
            assertThat(pages.get(parts[0]).getElementById(parts[1])).isNotNull();
        });
    }

    @Test void loads_nothing_from_elsewhere() throws IOException {
        assertThat(pages).allSatisfy((_, page) -> assertThat(page.select("link[href], script[src], img[src], iframe, object, embed")
                .stream().map(GuideTest::target)).noneMatch(target -> target.matches("([a-z]+:)?//.*")));
        try (var files = Files.list(folder.resolve("theme"))) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(css|js)"))).isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern("https?://|@import"));
        }
    }

    @Test void a_page_with_all_that_it_loads_but_pictures_weighs_less_than_500_KiB() {
        assertThat(pages).allSatisfy((name, page) -> {
            var parts = page.select("link[href], script[src]").stream().map(GuideTest::target);
            assertThat(Stream.concat(Stream.of(name), parts).mapToLong(file -> folder.resolve(file).toFile().length()).sum()).isBetween(1L, 500 * 1024L);
        });
    }

    @Test void every_image_has_alt_text() {
        assertThat(pages).allSatisfy((_, page) -> assertThat(page.select("img:not([alt]), main img[alt='']")).isEmpty());
    }

    @Test void every_page_has_one_heading_of_the_first_level_and_skips_no_level() {
        assertThat(pages).allSatisfy((_, page) -> {
            var levels = page.select("h1, h2, h3, h4").stream().map(heading -> heading.tagName().charAt(1) - '0').toList();
            assertThat(levels).startsWith(1).containsOnlyOnce(1);
            for (int n = 1; n < levels.size(); n++) assertThat(levels.get(n)).isLessThanOrEqualTo(levels.get(n - 1) + 1);
        });
    }

    @Test void every_page_has_its_landmarks_title_and_description() {
        assertThat(pages).allSatisfy((_, page) -> {
            for (var landmark : List.of("html[lang]", "header", "main", "footer", "nav[aria-label=Chapters]", "a.skip[href=#content]"))
                assertThat(page.select(landmark)).as(landmark).hasSize(1);
            assertThat(page.title()).isNotBlank();
            assertThat(page.select("meta[name=description]").attr("content")).isNotBlank();
        });
        assertThat(pages.values().stream().map(Document::title)).doesNotHaveDuplicates();
    }

    @Test void every_page_can_be_reached_from_every_page() {
        assertThat(pages).allSatisfy((name, page) -> {
            assertThat(page.select("#chapters a").eachAttr("href")).containsExactlyInAnyOrderElementsOf(pages.keySet());
            assertThat(page.select("#chapters a[aria-current=page]").eachAttr("href")).containsExactly(name);
        });
    }

    @Test void no_markup_of_the_source_is_left_on_a_page() {
        assertThat(pages).allSatisfy((_, page) -> assertThat(page.select("main").text())
                .doesNotContain("{l0", "xref:", "include::", "tag::", "end::", "output::", "saw::", "lanes::", "Unresolved directive"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 | 01 04", "2 | 01 05 06 08", "3 | 05 06 07", "4 | 02 04 14 30", "5 | 02 09 10 11 12", "6 | 09 10 11 12 14", "7 | 03 06 16 18",
            "8 | 07 15 16", "9 | 03 08 19", "10 | 04 08 27", "11 | 28", "12 | 23 24 25 26", "13 | 27 28 29 30"})
    void each_claim_has_a_verdict_and_the_evidence_of_its_lessons(int claim, String lessons) {
        var section = pages.get("ledger.html").getElementById("claim-" + claim).parent();
        assertThat(section.select(".claim")).hasSize(1);
        assertThat(section.select(".verdict").text()).startsWith("Holds");
        assertThat(section.select("ul.saw .who").eachText().stream().map(who -> who.substring(7, 9))).contains(lessons.split(" "));
        assertThat(section.select("p").last().text()).startsWith("Lesson");
    }

    @Test void the_glossary_is_in_order_and_each_term_has_its_lesson() {
        var terms = pages.get("reference.html").select("dl.glossary dt");
        assertThat(terms.eachText()).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER).doesNotHaveDuplicates().hasSizeGreaterThan(40);
        assertThat(terms).allSatisfy(term -> assertThat(term.nextElementSibling().text()).containsPattern("Lessons? \\d\\d"));
    }

    @Test void every_api_is_used_in_the_lessons_beside_it() throws IOException {
        for (var row : pages.get("reference.html").select(".apis tbody tr"))
            for (var number : row.child(3).text().split(", "))
                for (var name : row.child(1).select("code").eachText().stream().flatMap(code -> Stream.of(code.split("\\W+"))).toList())
                    assertThat(lesson(number)).as("%s in lesson %s", name, number).contains(name);
    }

    @Test void the_lists_of_the_reference_hold_what_the_checkout_holds() {
        var text = pages.get("reference.html").select("main").text();
        assertThat(pages.get("reference.html").select("#lessons ~ * table tbody tr, #lessons ~ table tbody tr")).hasSize(31);
        assertThat(text).contains("./jbang spark-cluster", "--requests=N", "E30", "./jbang workbook solution", "--svg=FILE", "PID | FILE.jfr | -- COMMAND",
                "HikariCP 7.1.0 06, 27", "picocli 4.7.7 diagnose, guide, timeline, workbook", "Java 25 all", "maven-surefire-plugin 3.6.1 ./mvnw", "axe-core:selenium 4.11.1 tests");
    }

    @Test void diagnose_sends_its_readers_to_chapters_that_exist() throws IOException {
        var bottlenecks = Pattern.compile("[A-Z]+\\(\"[^\"]+\", \"([^\"]+)\"").matcher(Files.readString(Run.ROOT.resolve("lessons/diagnose/Bottleneck.java")));
        var titles = pages.values().stream().flatMap(page -> page.select("h1, h2").eachText().stream()).toList();
        assertThat(bottlenecks.results().map(bottleneck -> bottleneck.group(1))).hasSize(6).isSubsetOf(titles);
    }

    private static String lesson(String number) throws IOException {
        try (var files = Files.list(Run.ROOT.resolve("lessons"))) {
            return Files.readString(files.filter(file -> file.getFileName().toString().startsWith("L" + number)).findFirst().orElseThrow());
        }
    }

    private static List<String> targets(Document page) {
        return page.select("[href], [src]").stream().map(GuideTest::target).toList();
    }

    private static String target(Element element) {
        return element.hasAttr("href") ? element.attr("href") : element.attr("src");
    }
}
