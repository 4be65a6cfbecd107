package workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDTrueTypeFont;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDNamedDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real guide as a book, rendered once, for a reader who has measured lesson 01. */
@Timeout(620)
class BookTest {
    private static final String YOURS = "4 cores · 16 GiB · JDK 25.0.9 · Testix";

    @TempDir static Path folder;
    static Run run;
    static PDDocument book;
    static final Reader text = new Reader();
    static List<String> lines;

    @BeforeAll static void render() throws Exception {
        copyCheckout();
        var mine = Files.createDirectories(folder.resolve("docs/results/mine"));
        Files.writeString(mine.resolve("machine.txt"), YOURS + " · 1 May 2026\n");
        Files.writeString(mine.resolve("L01.txt"), "L01 · Mine   %s%n%nYou saw    ✔ all of it%n".formatted(YOURS));
        run = Run.guide(folder, "--pdf", "--no-open");
        book = Loader.loadPDF(folder.resolve("docs/target/guide/concurrency-workbook.pdf").toFile());
        lines = text.getText(book).lines().map(BookTest::dense).toList();
    }

    @AfterAll static void close() throws IOException { book.close(); }

    @Test void renders_without_a_fault() {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("docs/target/guide/concurrency-workbook.pdf");
    }

    @Test void the_site_leads_to_it() throws IOException {
        assertThat(Jsoup.parse(folder.resolve("docs/target/guide/index.html")).select("footer a").eachAttr("href"))
                .containsExactly("concurrency-workbook.pdf");
    }

    @Test void has_a_title_without_a_version_and_the_machine_on_its_first_page() throws IOException {
        assertThat(book.getDocumentInformation().getTitle()).startsWith("The Concurrency Workbook").doesNotContainPattern("\\d");
        assertThat(dense(text(1))).contains(dense("The Concurrency Workbook"), dense(Files.readString(Run.ROOT.resolve("docs/results/machine.txt"))), dense(YOURS));
    }

    @Test void holds_every_chapter_and_its_outline_leads_there() throws IOException {
        var titles = new ArrayList<String>();
        for (var chapter : book.getDocumentCatalog().getDocumentOutline().children()) {
            titles.add(chapter.getTitle());
            assertThat(dense(text(page(chapter)))).contains(dense(chapter.getTitle().replace(": ", "")));
        }
        assertThat(book.getNumberOfPages()).isGreaterThan(40);
        assertThat(titles).containsSubsequence(Jsoup.parse(folder.resolve("docs/target/guide/index.html")).select("#chapters a").eachText());
    }

    @Test void links_between_chapters_and_inside_of_them_lead_somewhere() throws IOException {
        var targets = new TreeMap<String, Integer>();
        for (var page : book.getPages())
            for (var note : page.getAnnotations())
                if (note instanceof PDAnnotationLink link && destination(link) instanceof PDNamedDestination named)
                    targets.put(named.getNamedDestination(), page(named));
        assertThat(targets).hasSizeGreaterThan(60).doesNotContainValue(0).containsKeys("choose-cpu", "bottlenecks-cpu", "choose-decide-memory");
        assertThat(targets.get("choose-cpu")).isNotEqualTo(targets.get("bottlenecks-cpu"));
    }

    @Test void has_no_markup_of_the_source_in_it() {
        assertThat(lines).noneMatch(line -> line.matches(".*(\\{l\\d\\d-|xref:|include::|\\w::\\w+\\[|\\+\\+\\+\\+|pass:c|<span|</|Unresolved).*")
                && !line.matches(".*(//|List<).*"));
    }

    @Test void every_line_of_an_output_stays_one_line() throws IOException {
        var broken = new TreeSet<String>();
        for (var id : macros("output::(L\\d\\d)"))
            for (var line : Files.readAllLines(Run.ROOT.resolve("docs/results/%s.txt".formatted(id))))
                if (!line.isBlank() && !lines.contains(dense(line))) broken.add(id + ": " + line);
        assertThat(broken).isEmpty();
    }

    @Test void a_result_has_its_mark_in_place_of_a_bullet() {
        assertThat(lines).anyMatch(line -> line.matches("[✔✘–].*referencemachine")).noneMatch(line -> line.matches("\\W[✔✘–].*"));
    }

    @Test void shows_the_readers_own_results_below_those_of_the_reference() {
        assertThat(lines).contains(dense("Your machine: " + YOURS + " · 1 May 2026"), dense("You saw ✔ all of it"));
    }

    @Test void brings_its_fonts_and_has_a_glyph_for_every_character() {
        assertThat(text.fonts).isNotEmpty().allSatisfy(font -> assertThat(font.isEmbedded()).as(font.getName()).isTrue());
        assertThat(text.unprinted).isEmpty();
    }

    @Test void draws_every_chart_and_timeline() throws IOException {
        assertThat(macros("chart::L\\d\\d\\[.*?title=\"?([^,\"\\]]+)")).isNotEmpty()
                .allSatisfy(title -> assertThat(lines).anyMatch(line -> line.startsWith(dense(title))));
        for (var id : macros("lanes::(L\\d\\d)"))
            assertThat(Files.readAllLines(Run.ROOT.resolve("docs/results/%s.txt".formatted(id)))).filteredOn(line -> line.matches(".*: [█▒░·] .* ms"))
                    .isNotEmpty().allSatisfy(line -> assertThat(lines).contains(dense(line.replaceFirst(": [█▒░·] .*", ""))));
    }

    /** What the chapters' macros say, at the place of the group. */
    private static Set<String> macros(String form) throws IOException {
        try (var files = Files.list(Run.ROOT.resolve("docs"))) {
            var chapters = files.filter(file -> file.toString().endsWith(".adoc")).map(BookTest::read).collect(Collectors.joining());
            return Pattern.compile("(?m)^" + form).matcher(chapters).results().map(hit -> hit.group(1)).collect(Collectors.toSet());
        }
    }

    private static String text(int page) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(book);
    }

    private static int page(PDOutlineItem item) throws IOException {
        return book.getPages().indexOf(item.findDestinationPage(book)) + 1;
    }

    /** A page's number, or 0 if it leads nowhere. */
    private static int page(PDNamedDestination named) throws IOException {
        var place = book.getDocumentCatalog().findNamedDestinationPage(named);
        return place == null ? 0 : book.getPages().indexOf(place.getPage()) + 1;
    }

    private static PDDestination destination(PDAnnotationLink link) throws IOException {
        return link.getAction() instanceof PDActionGoTo go ? go.getDestination() : link.getDestination();
    }

    /** Without white space, of which a PDF has more or less than what it was made of. */
    private static String dense(String text) { return text.replaceAll("[\\s\\u00a0]+", ""); }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copyCheckout() throws IOException {
        var without = Set.of(".git", "target", "mine", "solutions");
        try (var files = Files.walk(Run.ROOT)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var place = Run.ROOT.relativize(file);
                if (Files.isDirectory(file) || StreamSupport.stream(place.spliterator(), false).anyMatch(part -> without.contains(part.toString()))) continue;
                Files.createDirectories(folder.resolve(place).getParent());
                Files.copy(file, folder.resolve(place));
            }
        }
    }

    /** Reads the text, and meanwhile looks at its fonts. */
    private static final class Reader extends PDFTextStripper {
        final Set<PDFont> fonts = new java.util.HashSet<>();
        final List<String> unprinted = new ArrayList<>();

        @Override protected void processTextPosition(TextPosition text) {
            super.processTextPosition(text);
            var font = text.getFont();
            fonts.add(font);
            for (int code : text.getCharacterCodes())
                if (font instanceof PDTrueTypeFont type && gid(type, code) == 0) unprinted.add(text.getUnicode() + " on page " + getCurrentPageNo());
        }

        private static int gid(PDTrueTypeFont font, int code) {
            try {
                return font.codeToGID(code);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
