import module java.base;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Renders docs/*.adoc to a folder of HTML pages in the frame of theme/page.html. */
final class Site {
    record Page(Path source, String title, String description, int order, Document body) {
        String href() { return Site.href(source); }
    }

    static final String SEARCH_INDEX = "theme/search-index.js";
    private static final Pattern CHAPTER = Pattern.compile("guide: ([^·\"%\n]+?) ·");

    private final Path docs;
    private final Adoc adoc;
    private final Map<String, Object> attributes;
    private final Results reference, mine;
    private final Faults faults;

    /** The attributes are for the pages of this rendering, beside those that every source has. */
    Site(Path docs, Adoc adoc, Map<String, Object> attributes, Results reference, Results mine, Faults faults) {
        this.docs = docs;
        this.adoc = adoc;
        this.attributes = attributes;
        this.reference = reference;
        this.mine = mine;
        this.faults = faults;
    }

    /** Writes the pages, with a link to the book if there is one, and returns the source of each. */
    Map<String, Path> write(List<Page> pages, Path out, boolean book) throws IOException {
        copy(docs.resolve("theme"), out.resolve("theme"));
        copy(docs.resolve("images"), out.resolve("images"));
        for (var frame : List.of("page.html", "slides.html", "book.yml")) Files.delete(out.resolve("theme").resolve(frame));
        Files.writeString(out.resolve(SEARCH_INDEX), searchIndex(pages));
        for (int n = 0; n < pages.size(); n++) Files.writeString(out.resolve(pages.get(n).href()), framed(pages, n, book));
        chapters(pages);
        return pages.stream().collect(Collectors.toMap(Page::href, Page::source, (one, _) -> one, LinkedHashMap::new));
    }

    // ── AsciiDoc to pages ──

    /** The pages in their order. */
    List<Page> pages() throws IOException {
        var pages = new ArrayList<Page>();
        for (var source : sources()) pages.add(page(source));
        pages.sort(Comparator.comparing(Page::order).thenComparing(Page::href));
        return pages;
    }

    private List<Path> sources() throws IOException {
        try (var files = Files.list(docs)) {
            return files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
        }
    }

    private Page page(Path source) {
        var document = adoc.load(source, "html5", attributes);
        var body = Tidy.html(document.convert());
        return new Page(source, Jsoup.parse(Objects.requireNonNullElse(document.getDoctitle(), "")).text(),
                adoc.header(document, "description", ".+", ""),
                Integer.parseInt(adoc.header(document, "order", "\\d{1,4}", "0")), body);
    }

    /** Lessons send their readers to a chapter by its title. */
    private void chapters(List<Page> pages) throws IOException {
        var titles = pages.stream().flatMap(page -> Stream.concat(Stream.of(page.title), page.body.select("h2").eachText().stream())).toList();
        for (var lesson : Measure.lessons(docs.getParent()).values())
            CHAPTER.matcher(Files.readString(lesson)).results().filter(chapter -> !titles.contains(chapter.group(1)))
                    .forEach(chapter -> faults.addAt(lesson, "the guide has no chapter '%s'".formatted(chapter.group(1)), chapter.group()));
    }

    // ── Pages to files ──

    private String framed(List<Page> pages, int n, boolean book) throws IOException {
        var page = pages.get(n);
        var parts = new LinkedHashMap<String, String>();
        parts.put("title", Blocks.escape(page.title));
        parts.put("description", Svg.escape(page.description));
        parts.put("chapters", pages.stream().map(other -> item(other.href(), other.title, other == page)).collect(Collectors.joining()));
        parts.put("sections", page.body.select("h2[id]").stream()
                .map(heading -> item("#" + heading.id(), heading.text(), false)).collect(Collectors.joining()));
        parts.put("previous", n == 0 ? "" : turn("prev", "Previous", pages.get(n - 1)));
        parts.put("next", n == pages.size() - 1 ? "" : turn("next", "Next", pages.get(n + 1)));
        parts.put("machine", machines());
        parts.put("book", book ? " · <a href=\"%s\">The guide as a PDF</a>".formatted(Book.FILE) : "");
        parts.put("body", page.body.body().html());
        var html = Files.readString(docs.resolve("theme/page.html"));
        for (var part : parts.entrySet()) html = html.replace("{{" + part.getKey() + "}}", part.getValue());
        return html;
    }

    private String machines() {
        var yours = mine.machine().isEmpty() ? "" : " Yours, beside them: %s.".formatted(mine.machine());
        return Blocks.escape("Numbers from the reference machine: %s.".formatted(reference.machine()) + yours);
    }

    private static String item(String href, String text, boolean here) {
        return "<li><a href=\"%s\"%s>%s</a></li>".formatted(href, here ? " aria-current=\"page\"" : "", Blocks.escape(text));
    }

    private static String turn(String rel, String word, Page page) {
        return "<a class=\"%s\" rel=\"%1$s\" href=\"%s\"><small>%s</small>%s</a>"
                .formatted(rel, page.href(), word, Blocks.escape(page.title));
    }

    static String href(Path source) { return source.getFileName().toString().replace(".adoc", ".html"); }

    /** A script and not JSON: a page opened from a file may not fetch. */
    private static String searchIndex(List<Page> pages) {
        var entries = new ArrayList<String>();
        for (var page : pages)
            for (var heading : page.body.select("h2[id], h3[id]"))
                entries.add("{section:%s,page:%s,href:%s,text:%s}".formatted(quoted(heading.text()), quoted(page.title),
                        quoted(page.href() + "#" + heading.id()), quoted(text(heading.parent()))));
        return "window.SEARCH = [\n" + String.join(",\n", entries) + "\n];\n";
    }

    /** A section's own text, without its subsections, which have entries of their own. */
    private static String text(Element section) {
        var own = section.clone();
        own.select("> section, > h2, > h3, svg, pre [aria-hidden]").remove();
        return own.text();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ").replace("<", "\\u003c") + '"';
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) return;
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
