package workbook;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that reads the rendered guide from its folder. */
final class Browser implements AutoCloseable {
    static final String MISSING = "no Chromium with its ChromeDriver on PATH (on Debian: apt-get install chromium chromium-driver)";
    /** JUL drops a logger that nobody holds, and with it its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final Pattern OUTSIDE = Pattern.compile("\"method\":\"Network.requestWillBeSent\".*?\"url\":\"((?!file:|data:|about:)[^\"]*)\"");

    private final ChromeDriver driver;

    Browser() {
        SELENIUM.setLevel(Level.SEVERE);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder().usingDriverExecutable(driver().orElseThrow().toFile()).build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        cdp("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    /** Without both the tests are skipped: Selenium itself would go to the network for them. */
    static boolean here() { return chromium().isPresent() && driver().isPresent(); }

    private static Optional<Path> chromium() { return onPath("chromium", "chromium-browser", "google-chrome", "chrome.exe"); }

    private static Optional<Path> driver() { return onPath("chromedriver", "chromedriver.exe"); }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    /** Loads a page of the guide, anew even where only the part after # differs, and forgets what was logged before. */
    void open(String page) {
        driver.get("about:blank");
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(Rendered.FOLDER.toUri() + page);
        await(() -> script("return document.readyState").equals("complete"));   // ChromeDriver may return before the styles apply
    }

    void size(int width, int height) {
        cdp("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system of the reader prefers, "light" or "dark". */
    void scheme(String scheme) { media("", scheme); }

    void print(String scheme) { media("print", scheme); }

    private void media(String media, String scheme) {
        cdp("Emulation.setEmulatedMedia", Map.of("media", media,
                "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));   // a click must not miss what scrolls
    }

    void withoutScripts(Runnable reader) {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            reader.run();
        } finally {
            cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    private void cdp(String command, Map<String, Object> parameters) { driver.executeCdpCommand(command, parameters); }

    WebElement one(String selector) { return driver.findElement(By.cssSelector(selector)); }

    List<WebElement> all(String selector) { return driver.findElements(By.cssSelector(selector)); }

    /** The page in view, such as "models.html#async". */
    String page() { return driver.getCurrentUrl().replaceFirst(".*/", ""); }

    void press(CharSequence... keys) { driver.switchTo().activeElement().sendKeys(keys); }

    /** The result of a script, which may wait for promises. */
    Object script(String script, Object... arguments) {
        var result = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "(async () => { " + script + " })().then(value => done([value]), problem => done('' + problem));", arguments);
        if (result instanceof List<?> value) return value.getFirst();
        throw new IllegalStateException("" + result);
    }

    String style(String selector, String property) {
        return script("return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", selector, property).toString();
    }

    void await(BooleanSupplier state) {
        new WebDriverWait(driver, Duration.ofSeconds(30)).ignoring(StaleElementReferenceException.class).until(_ -> state.getAsBoolean());
    }

    /** How wide a page is that is wider than its window, and what sticks out; empty where it fits. */
    Object tooWide() {
        return script("""
                const { scrollWidth, clientWidth } = document.documentElement;
                const place = element => Math.round(element.getBoundingClientRect().right);
                return scrollWidth <= clientWidth ? [] : [scrollWidth + ' px: the page', ...[...document.querySelectorAll('body *')]
                  .filter(element => place(element) > clientWidth && !element.closest('pre, .scroll'))
                  .map(element => place(element) + ' px: ' + element.outerHTML.slice(0, 100))];
                """);
    }

    /** What the page wrote to the console as an error since it was opened. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()).map(LogEntry::getMessage).toList();
    }

    /** What the page asked for outside its folder since it was opened. */
    List<String> outside() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .flatMap(entry -> OUTSIDE.matcher(entry.getMessage()).results()).map(match -> match.group(1)).toList();
    }

    /** The serious and critical faults that axe finds, each with the element. */
    List<String> inaccessible() { return inaccessible("html"); }

    @SuppressWarnings("unchecked")
    List<String> inaccessible(String within) {
        return (List<String>) script("""
                if (!window.axe) (0, eval)(arguments[0]);
                const { violations } = await axe.run(arguments[1], { resultTypes: ['violations'] });
                return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
                  .flatMap(({ help, nodes }) => nodes.map(node => help + ': ' + node.html));
                """, Axe.SCRIPT, within);
    }

    @Override public void close() { driver.quit(); }

    private static final class Axe {
        static final String SCRIPT = read();

        private static String read() {
            try (var script = Axe.class.getResourceAsStream("/axe.min.js")) {
                return new String(script.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
