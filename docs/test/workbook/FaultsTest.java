package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guide with planted faults, rendered once: each is reported with its place, and nothing else is. */
@Timeout(150)
class FaultsTest {
    @TempDir static Path folder;
    static Run run;

    @BeforeAll static void render() throws Exception {
        run = Run.guide(Run.fixture("faulty", folder), "--pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "docs/broken.adoc:5: anchor twice on a page: fine",
            "docs/broken.adoc:8: include file not found: lessons/L99_Nowhere.java",
            "docs/broken.adoc:12: tag 'nowhere' not found in include file: lessons/L05_Pretend.java",
            "docs/broken.adoc:15: no such anchor: #nowhere",
            "docs/broken.adoc:17: broken link: missing.html",
            "docs/broken.adoc:19: no such anchor: index.html#nowhere",
            "docs/broken.adoc:21: unknown attribute {nowhere}",
            "docs/broken.adoc:23: missing image: images/nowhere.png",
            "docs/broken.adoc:25: unknown result {l05-virtual-threads-colour}; L05 gives ",
            "docs/broken.adoc:27: unknown result {l07-virtual-threads-time}; no docs/results/L07.txt",
            "docs/broken.adoc:29: unknown result {l05-one-thread-time}; L05 gives ",
            "docs/broken.adoc:31: no docs/results/L07.txt",
            "docs/broken.adoc:33: no result line 9 in docs/results/L05.txt",
            "docs/broken.adoc:36: remote asset: https://cdn.example/remote.js",
            "docs/broken.adoc:39: anchor twice on a page: fine",
            "docs/broken.adoc:40: anchor twice on a page: fine",
            "docs/broken.adoc:40: id assigned to section already in use: fine",
            "docs/broken.adoc:42: no timeline in docs/results/L06.txt",
            "docs/broken.adoc:44: no docs/results/L07.txt",
            "docs/broken.adoc:46: no column 'colour' in docs/results/L05.txt; it has 'time', 'per second', 'speed-up'",
            "docs/broken.adoc:48: no row 'three threads' in table 'model' of docs/results/L05.txt; it has 'platform threads', 'virtual threads'",
            "docs/broken.adoc:50: no table 'playing' in docs/results/L05.txt; it has 'model', 'waiting work', 'CPU work'",
            "docs/broken.adoc:52: no column 'the law' in docs/results/L05.txt",
            "docs/broken.adoc:54: no kind of chart 'pie'; there are 'bars', 'heat', 'line'",
            "docs/broken.adoc:56: a chart has no option 'colour'; it has ",
            "docs/broken.adoc:58: a chart needs column=…",
            "docs/broken.adoc:60: columns 'time' and 'per second' of docs/results/L05.txt have different units",
            "docs/headless.adoc:1: the page's head has no :description:",
            "docs/headless.adoc:1: the page's head has no :order:",
            "docs/prose.adoc:7: no lesson 96",
            "docs/prose.adoc:9: no lesson 97",
            "docs/prose.adoc:12: no lesson 98",
            "docs/prose.adoc:15: no exercise E99",
            "docs/prose.adoc:17: no lesson L05_Pretends",
            "docs/prose.adoc:19: no exercise E05_PretenderTest",
            "docs/prose.adoc:23: no command ./jbang 95",
            "docs/prose.adoc:27: number typed by hand: 313 ms; ",
            "docs/prose.adoc:29: number typed by hand: 1.6 times; take it from a result, or write [.given]#1.6 times#",
            "docs/prose.adoc:34: number typed by hand: 86,400 s; ",
            "docs/prose.adoc:39: number typed by hand in a table of measurements: |fixed pool |312",
            "docs/prose.adoc:42: nothing is used in version 1.2.4",
            "docs/prose.adoc:44: the lessons are written for Java 25, not 24",
            "docs/prose.adoc:46: no index 'nowhere'; there are lessons, commands, versions",
            "docs/results/L06.txt:4: 2 cells under 3 headings",
            "docs/results/L06.txt:6: neither a table's headings nor a timeline's",
            "lessons/L05_Pretend.java:9: the guide has no chapter 'Nowhere'",
    })
    void reports(String fault) {
        assertThat(run.err().lines()).anyMatch(line -> line.startsWith(fault));
    }

    @Test void reports_nothing_else() {
        assertThat(run.err().lines().toList()).hasSize(47).last().isEqualTo("46 faults in the guide; not opened");
    }

    @Test void fails() {
        assertThat(run.code()).isEqualTo(1);
    }

    @Test void writes_no_book_and_no_link_to_one() throws Exception {
        assertThat(folder.resolve("docs/target/guide/concurrency-workbook.pdf")).doesNotExist();
        assertThat(folder.resolve("docs/target/guide/index.html")).content().contains("</footer>").doesNotContain(".pdf");
    }

    @Test void opens_nothing() throws Exception {
        assertThat(run.out()).doesNotContain("index.html");
        assertThat(run.opened(Duration.ofSeconds(1))).isEmpty();
    }
}
