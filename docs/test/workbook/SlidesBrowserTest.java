package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real courses, as a room sees them and as an instructor uses them. */
@EnabledIf(value = "workbook.Browser#here", disabledReason = Browser.MISSING)
@Timeout(150)
class SlidesBrowserTest {
    /** What reaches out of a slide, or is too small for the last row; pictures carry labels of their own size. */
    private static final String MISFITS = """
            const misfits = slide => {
              const text = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
              const area = slide.getBoundingClientRect(), found = [];
              for (const element of slide.querySelectorAll(':not(svg *)')) {
                const box = element.getBoundingClientRect();
                if (box.right > area.right + 1 || box.bottom > area.bottom + 1 || box.left < area.left - 1 || box.top < area.top - 1
                    || !element.closest('svg') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth) found.push('reaches out');
                if (text(element) && parseFloat(getComputedStyle(element).fontSize) < 24) found.push('too small');
                if (found.length) return [slide.parentElement.id + ': ' + found[0] + ': ' + element.outerHTML.slice(0, 120)];
              }
              return [];
            };
            """;

    static Browser browser;

    @BeforeAll static void start() { browser = new Browser(); }

    @AfterAll static void stop() { browser.close(); }

    @ParameterizedTest
    @CsvSource({"half-day, 1280, 720, dark", "full-day, 1280, 720, light", "full-day, 1920, 1080, light"})
    void every_slide_fits_is_large_enough_and_stays_quiet(String course, int width, int height, String scheme) {
        open(course, width, height, scheme);

        var misfits = browser.script(MISFITS + """
                return Reveal.getSlides().flatMap(slide => {
                  const { h, v } = Reveal.getIndices(slide);
                  Reveal.slide(h, v);
                  return misfits(slide.querySelector('.slide'));
                });
                """);

        assertThat(misfits).asInstanceOf(LIST).isEmpty();
        assertThat(browser.script("return Reveal.isLastSlide()")).isEqualTo(true);
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.outside()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, start", "light, one-chef-a-hundred-orders", "dark, the-waits-overlap", "light, the-waits-overlap", "dark, coffee",
            "dark, does-your-work-wait-or-does-it-compute", "light, one-place-to-wait-for-whatever-comes", "dark, exercise-e01-one-chef-in-a-bakery"})
    void a_slide_is_accessible(String scheme, String slide) {
        open("half-day", 1280, 720, scheme);

        browser.script("location.hash = '#/' + arguments[0]", slide);
        browser.await(() -> browser.script("return Reveal.getCurrentSlide().id").equals(slide));

        assertThat(browser.inaccessible()).isEmpty();
    }

    @Test void a_key_goes_to_the_next_slide() {
        open("half-day", 1280, 720, "light");

        browser.press(" ");
        browser.await(() -> browser.script("return Reveal.getCurrentSlide().id").equals("plan"));
    }

    @Test void t_switches_between_light_and_dark() {
        open("half-day", 1280, 720, "light");
        var light = browser.style(".reveal-viewport", "backgroundColor");

        browser.press("t");
        assertThat(browser.style(".reveal-viewport", "backgroundColor")).isNotEqualTo(light);

        browser.press("t");
        assertThat(browser.style(".reveal-viewport", "backgroundColor")).isEqualTo(light);
    }

    @Test void each_slide_is_printed_on_a_page() {
        browser.size(1280, 720);
        browser.print("dark");
        browser.open("slides/half-day.html?print-pdf");
        browser.await(() -> !browser.all(".pdf-page").isEmpty());

        var misfits = browser.script(MISFITS + "return [...document.querySelectorAll('.pdf-page .slide')].flatMap(misfits)");

        assertThat(browser.all(".pdf-page")).hasSameSizeAs(browser.all(".slide"));
        assertThat(misfits).asInstanceOf(LIST).isEmpty();
        assertThat(browser.style(".pdf-page", "colorScheme")).isEqualTo("light");
        browser.scheme("light");
    }

    private static void open(String course, int width, int height, String scheme) {
        browser.size(width, height);
        browser.scheme(scheme);
        browser.open("slides/" + course + ".html");
        browser.await(() -> Boolean.TRUE.equals(browser.script("return window.Reveal?.isReady()")));
    }
}
