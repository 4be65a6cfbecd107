package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The questions of the chapter Choose, one at a time. */
@EnabledIf(value = "workbook.Browser#here", disabledReason = Browser.MISSING)
@Timeout(150)
class DecideInBrowserTest {
    static Browser browser;

    @BeforeAll static void start() { browser = new Browser(); }

    @AfterAll static void stop() { browser.close(); }

    @BeforeEach void desktop() {
        browser.size(1440, 900);
        browser.scheme("light");
    }

    @Test void asks_one_question_and_folds_the_list() {
        browser.open("choose.html");
        assertThat(title()).startsWith("1. ");
        assertThat(browser.one("dl.decide").isDisplayed()).isFalse();
        assertThat(browser.one(".path").isDisplayed()).isFalse();
        button("All questions as a list").click();
        assertThat(browser.all("dl.decide > dt")).hasSize(13).allMatch(WebElement::isDisplayed);
        assertThat(button("All questions as a list").getAttribute("aria-expanded")).isEqualTo("true");
    }

    @Test void leads_to_a_model_by_clicks_shows_the_way_and_goes_back() {
        browser.open("choose.html");
        for (var answer : new String[] {"Yes", "Neither", "No, or only some of them", "No, or it has always taken as long", "No", "No"}) button(answer).click();
        assertThat(title()).startsWith("9. ");
        button("None is, and they stand in calls of others").click();

        assertThat(title()).isEqualTo("Virtual threads, with the code as it is");
        assertThat(browser.page()).isEqualTo("choose.html#decide-virtual");
        assertThat(browser.one(".decision").getText()).contains("It buys", "Lesson 05, exercise E05, chapter Thread blocking.");
        assertThat(browser.all(".path li")).hasSize(7);
        assertThat(browser.one(".path li:last-child").getText()).isEqualTo("9. Is no thread of a pool ever free? You said: None is, and they stand in calls of others");
        assertThat(browser.all(".answers button")).isEmpty();

        button("Step back").click();
        assertThat(title()).startsWith("9. ");
        browser.one(".path li:nth-child(2) button").click();
        assertThat(title()).startsWith("2. ");
        button("Start anew").click();
        assertThat(title()).startsWith("1. ");
    }

    @Test void leads_to_a_model_by_keys_and_tells_a_screen_reader() {
        browser.open("choose.html");
        tabTo("Nothing is slow, it is to be built");
        browser.press(Keys.ENTER);
        assertThat(browser.one(":focus").getText()).isEqualTo(title()).startsWith("12. ");
        assertThat(browser.one(".heard[aria-live=polite]").getAttribute("textContent")).isEqualTo("You said: Nothing is slow, it is to be built");
        tabTo("Compute");
        browser.press(Keys.SPACE);
        assertThat(browser.one(":focus").getText()).isEqualTo("Parallelism: a worker for each core");
        tabTo("Step back");
        browser.press(Keys.ENTER);
        assertThat(browser.one(":focus").getText()).startsWith("12. ");
    }

    @Test void an_address_leads_to_its_question_and_the_browsers_back_button_one_step_back() {
        browser.open("choose.html#decide-pool");
        assertThat(title()).startsWith("9. ");
        assertThat(browser.all(".path li")).hasSize(6);
        assertThat((boolean) browser.script("const box = document.querySelector('.decision h3').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight")).isTrue();
        button("Some are, or they compute, or there is no pool, as of an event loop").click();
        assertThat(title()).startsWith("10. ");
        browser.script("history.back()");
        browser.await(() -> title().startsWith("9. "));
    }

    @Test void an_address_of_another_section_leaves_the_questions_alone() {
        browser.open("choose.html#io");
        assertThat(title()).startsWith("1. ");
        browser.script("scrollTo(0, 0)");
        button("Yes").click();
        browser.script("location.hash = 'cpu'");
        assertThat(title()).startsWith("2. ");
    }

    @Test void a_link_of_the_list_asks_its_question() {
        browser.open("choose.html");
        button("All questions as a list").click();
        browser.one("dl.decide a[href='#decide-lock']").click();
        browser.await(() -> title().startsWith("8. "));
        assertThat(browser.one(":focus").getText()).isEqualTo(title());
    }

    @Test void copies_the_command_of_a_question() {
        browser.open("choose.html#decide-work");
        var copy = browser.one(".decision .copy");
        copy.click();
        browser.await(() -> copy.getText().equals("Copied"));
        assertThat(browser.script("return navigator.clipboard.readText()")).isEqualTo("./jbang 04");
    }

    @Test void the_list_is_there_without_scripts_and_on_paper() {
        browser.open("choose.html");
        browser.print("light");
        assertThat(browser.one(".decision").isDisplayed()).isFalse();
        assertThat(browser.all("dl.decide dt, dl.decide dd")).isNotEmpty().allMatch(WebElement::isDisplayed);
        browser.scheme("light");
        browser.withoutScripts(() -> {
            browser.open("choose.html");
            assertThat(browser.all(".decision")).isEmpty();
            assertThat(browser.all("dl.decide dt")).hasSizeGreaterThan(30).allMatch(term -> term.getRect().height > 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"light, 1440", "dark, 360"})
    void every_state_fits_and_is_accessible(String scheme, int width) {
        browser.size(width, 800);
        browser.scheme(scheme);
        for (var state : new String[] {"#decide-evidence", "#decide-lock", "#decide-virtual"}) {
            browser.open("choose.html" + state);
            assertThat(browser.tooWide()).asInstanceOf(LIST).isEmpty();
            assertThat(browser.inaccessible(".decision")).isEmpty();
        }
        button("All questions as a list").click();
        assertThat(browser.tooWide()).asInstanceOf(LIST).isEmpty();
        assertThat(browser.inaccessible("dl.decide")).isEmpty();
    }

    private static String title() { return browser.one(".decision h3").getText(); }

    private static WebElement button(String text) {
        return browser.all(".decision button").stream().filter(button -> button.getText().equals(text)).findFirst().orElseThrow();
    }

    private static void tabTo(String text) {
        for (int tabs = 0; tabs < 60; tabs++) {
            browser.press(Keys.TAB);
            if (browser.one(":focus").getText().equals(text)) return;
        }
        throw new AssertionError("60 tabs do not reach: " + text);
    }
}
