package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The real guide, as a browser shows it and as a reader uses it. */
@EnabledIf(value = "workbook.Browser#here", disabledReason = Browser.MISSING)
@Timeout(150)
class BrowserTest {
    static Browser browser;

    @BeforeAll static void start() { browser = new Browser(); }

    @AfterAll static void stop() { browser.close(); }

    @BeforeEach void desktop() {
        browser.size(1440, 900);
        browser.scheme("light");
    }

    static Stream<Arguments> views() {
        return Rendered.PAGES.keySet().stream().flatMap(page -> Stream.of("light", "dark")
                .flatMap(scheme -> Stream.of(1440, 780, 360).map(width -> Arguments.of(page, scheme, width))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void a_page_fits_stays_quiet_and_is_accessible(String page, String scheme, int width) {
        browser.size(width, 800);
        browser.scheme(scheme);
        browser.open(page);

        assertAll("%s, %s, %d px".formatted(page, scheme, width),
                () -> assertThat(browser.tooWide()).as("what scrolls sideways").asInstanceOf(LIST).isEmpty(),
                () -> assertThat(browser.errors()).as("errors on the console").isEmpty(),
                () -> assertThat(browser.outside()).as("requests to elsewhere").isEmpty(),
                () -> assertThat(width == 780 ? List.of() : browser.inaccessible()).as("faults that axe finds").isEmpty());
    }

    @Test void search_goes_to_what_was_chosen_by_keys() {
        browser.open("index.html");
        browser.press("/");
        browser.press("pool");
        var hits = browser.all("#hits [data-href]");
        assertThat(hits).hasSizeGreaterThan(2).allMatch(WebElement::isDisplayed);

        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
        assertThat(browser.one("[aria-selected=true]")).isEqualTo(hits.getFirst());
        assertThat(browser.one("#query").getAttribute("aria-activedescendant")).isEqualTo(hits.getFirst().getAttribute("id"));
        assertThat(browser.inaccessible()).isEmpty();
        browser.press(Keys.ARROW_UP);
        assertThat(browser.one("[aria-selected=true]")).isEqualTo(hits.getLast());

        var target = hits.getLast().getAttribute("data-href");
        browser.press(Keys.ENTER);
        browser.await(() -> browser.page().equals(target));
    }

    @Test void search_goes_to_what_was_clicked() {
        browser.open("index.html");
        browser.one("#query").click();
        browser.press("Amdahl's");
        var target = browser.one("#hits [data-href]").getAttribute("data-href");
        assertThat(target).isEqualTo("laws.html#amdahl");
        browser.one("#hits [data-href] small").click();
        browser.await(() -> browser.page().equals(target));
    }

    @Test void search_fits_on_a_phone() {
        browser.size(360, 740);
        browser.open("index.html");
        browser.one("#query").click();
        browser.press("pool");
        assertThat(inWindow("#hits")).startsWith("8 to 352, ");
    }

    private static String inWindow(String selector) {
        return (String) browser.script("""
                const { left, right, bottom } = document.querySelector(arguments[0]).getBoundingClientRect();
                return `${left} to ${right}, down to ${bottom}`;""", selector);
    }

    @Test void search_says_when_nothing_is_found_and_escape_clears_it() {
        browser.open("index.html");
        browser.press("/");
        browser.press("xyzzy");
        assertThat(browser.one("#hits").getText()).isEqualTo("Nothing found");
        browser.press(Keys.ENTER);
        assertThat(browser.page()).isEqualTo("index.html");
        browser.press(Keys.ESCAPE);
        assertThat(browser.one("#hits").isDisplayed()).isFalse();
        assertThat(browser.one("#query").getAttribute("value")).isEmpty();
    }

    @Test void the_readers_theme_is_kept_from_page_to_page() {
        browser.open("index.html");
        var light = browser.style("body", "backgroundColor");
        try {
            browser.one(".theme").click();
            var dark = browser.style("body", "backgroundColor");
            assertThat(dark).isNotEqualTo(light);
            awaitStored(1);
            browser.open("models.html");
            assertThat(browser.style("body", "backgroundColor")).isEqualTo(dark);
            browser.scheme("dark");
            browser.one(".theme").click();
            assertThat(browser.style("body", "backgroundColor")).isEqualTo(light);
        } finally {
            browser.script("localStorage.clear()");
            awaitStored(0);
        }
    }

    /** Until a page that is opened anew finds so many things stored: it may be another process, which knows them a moment later. */
    private static void awaitStored(long things) {
        browser.await(() -> {
            browser.open("index.html");
            return browser.script("return localStorage.length").equals(things);
        });
    }

    @Test void copies_commands_without_prompts() {
        browser.open("bottlenecks.html");
        assertThat(copied("[data-lang=console] .gp ~ .gp")).hasLineCount(2).doesNotContain("$ ").startsWith("jcmd PID ");
    }

    @Test void copies_code_without_the_numbers_of_its_remarks() {
        browser.open("choose.html");
        var code = copied("[data-lang=java]");
        browser.script("""
                for (const space of document.querySelectorAll('[data-lang=java] .o'))
                  space.insertAdjacentHTML('afterend', '<i class="conum" data-value="1"></i><b>(1)</b>');""");
        assertThat(copied("[data-lang=java]")).isEqualTo(code).contains(";");
    }

    private static String copied(String code) {
        var button = browser.one("figure:has(" + code + ") .copy");
        button.click();
        browser.await(() -> button.getText().equals("Copied"));
        return browser.script("return navigator.clipboard.readText()").toString();
    }

    @Test void a_phone_shows_the_chapters_on_demand() {
        browser.size(360, 740);
        browser.open("index.html");
        var chapters = browser.one("#chapters");
        var menu = browser.one(".menu");
        assertThat(chapters.isDisplayed()).isFalse();
        menu.click();
        assertThat(chapters.isDisplayed()).isTrue();
        assertThat(menu.getAttribute("aria-expanded")).isEqualTo("true");
        assertThat(inWindow("#chapters")).isEqualTo("0 to 360, down to 740");
        browser.press(Keys.ESCAPE);
        assertThat(chapters.isDisplayed()).isFalse();
        assertThat(menu.getAttribute("aria-expanded")).isEqualTo("false");
        menu.click();
        browser.one("#chapters a[href='models.html']").click();
        browser.await(() -> browser.page().equals("models.html"));
    }

    @Test void next_leads_through_all_chapters_and_previous_back() {
        browser.open("index.html");
        var chapters = browser.all("#chapters a").stream().map(link -> link.getText()).toList();
        assertThat(browser.all(".turn .prev")).isEmpty();
        for (var chapter : chapters.subList(1, chapters.size())) {
            browser.one(".turn .next").click();
            browser.await(() -> browser.one("h1").getText().equals(chapter));
        }
        assertThat(browser.all(".turn .next")).isEmpty();
        browser.one(".turn .prev").click();
        browser.await(() -> browser.one("h1").getText().equals(chapters.get(chapters.size() - 2)));
    }

    @Test void the_first_tab_offers_to_skip_to_the_text() {
        browser.open("models.html");
        browser.press(Keys.TAB);
        var link = browser.one(":focus");
        assertThat(link.getText()).isEqualTo("Skip to the text");
        assertThat(link.getRect().x).isNotNegative();
        browser.press(Keys.ENTER);
        assertThat(browser.one(":focus").getTagName()).isEqualTo("main");
    }

    @Test void prints_the_text_alone_in_light_colours() {
        browser.open("models.html");
        var light = browser.style("body", "color");
        browser.script("document.documentElement.dataset.theme = 'dark'");
        assertThat(browser.style("body", "color")).isNotEqualTo(light);
        browser.print("dark");
        assertThat(browser.style("body", "color")).isEqualTo(light);
        assertThat(browser.all("header, nav, .copy")).isNotEmpty().noneMatch(WebElement::isDisplayed);
        assertThat(browser.all("main p, main pre, main table")).allMatch(WebElement::isDisplayed);
    }
}
