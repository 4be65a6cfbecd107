import module java.base;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;
import org.jsoup.nodes.Element;

/**
 * Renders docs/slides/*.adoc for reveal.js. A section is a part of the course and its first slide, a subsection one more
 * slide; each says its minutes, and has notes for who speaks. The minutes of all must come to those in the document's head.
 */
final class Slides {
    /** What is on a slide, what the instructor says to it, and for how many minutes; inPlan is its title there. */
    record Slide(String id, String title, String inPlan, String role, int minutes, String content, String notes) {}

    record Part(List<Slide> slides) {
        Slide first() { return slides.getFirst(); }

        int minutes() { return slides.stream().mapToInt(Slide::minutes).sum(); }
    }

    static final String FOLDER = "slides";
    /** As many columns of code fit a slide, at the size that theme/slides.css gives. */
    private static final int COLUMNS = 74;
    private static final Pattern RUN = Pattern.compile("\\./jbang (\\d\\d)\\b");

    private final Path docs;
    private final Adoc adoc;
    private final Times times;

    /** The times are those of the reference machine. */
    Slides(Path docs, Adoc adoc, Times times) {
        this.docs = docs;
        this.adoc = adoc;
        this.times = times;
    }

    /** Writes the courses and returns the source of each page. */
    Map<String, Path> write(Path out) throws IOException {
        var written = new TreeMap<String, Path>();
        Files.createDirectories(out.resolve(FOLDER));
        try (var files = Files.list(docs.resolve(FOLDER))) {
            for (var source : files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList()) {
                var href = FOLDER + "/" + Site.href(source);
                Files.writeString(out.resolve(href), page(source));
                written.put(href, source);
            }
        }
        return written;
    }

    private String page(Path source) throws IOException {
        var document = adoc.load(source, "html5", Map.of("imagesdir", "../images"));
        Fold.code(document, COLUMNS);
        int named = Integer.parseInt(adoc.header(document, "minutes", "\\d{1,4}", "0"));
        var parts = document.getBlocks().stream().filter(Section.class::isInstance).map(this::part).toList();
        int total = parts.stream().mapToInt(Part::minutes).sum();
        if (total != named) adoc.fault("the slides take %d minutes, and the head says %d".formatted(total, named), ":minutes:");

        var html = Files.readString(docs.resolve("theme/slides.html"));
        for (var part : Map.of("title", Blocks.escape(document.getDoctitle()), "slides", columns(parts)).entrySet())
            html = html.replace("{{" + part.getKey() + "}}", part.getValue());
        return html;
    }

    // ── AsciiDoc to slides ──

    private Part part(StructuralNode section) {
        var sections = section.getBlocks().stream().filter(Section.class::isInstance).map(this::slide);
        return new Part(Stream.concat(Stream.of(slide(section)), sections).toList());
    }

    private Slide slide(StructuralNode section) {
        var blocks = section.getBlocks().stream().filter(block -> !(block instanceof Section)).toList();
        var notes = html(blocks.stream().filter(block -> block.hasRole("notes")));
        var minutes = "" + section.getAttribute("minutes", "");
        if (notes.isBlank()) adoc.fault("slide without notes: " + section.getTitle(), "== " + section.getTitle());
        if (!minutes.matches("\\d{1,3}")) adoc.fault("slide without minutes: " + section.getTitle(), "== " + section.getTitle());
        return new Slide(section.getId(), section.getTitle(), "" + section.getAttribute("plan", section.getTitle()), section.getRoles().stream().collect(Collectors.joining(" ")),
                minutes.matches("\\d{1,3}") ? Integer.parseInt(minutes) : 0,
                html(blocks.stream().filter(block -> !block.hasRole("notes"))), notes);
    }

    /** The room's own numbers come from its own machines, so a slide shows those of the reference machine only. */
    private static String html(Stream<StructuralNode> blocks) {
        var body = Tidy.html(blocks.map(StructuralNode::convert).collect(Collectors.joining("\n"))).body();
        body.select(".mine, li:has(.mine)").remove();
        body.select(".chart :is(figcaption, .wide)").remove();   // the heading says it; the narrow picture has large letters
        body.select("div.notes").unwrap();
        body.select(".scroll").removeClass("scroll").removeAttr("tabindex").removeAttr("role").removeAttr("aria-label");
        body.select("pre").removeAttr("tabindex");   // nothing scrolls on a slide
        return body.html();
    }

    // ── Slides to HTML ──

    private String columns(List<Part> parts) {
        var columns = new StringBuilder();
        int from = 0;
        for (var part : parts) {
            columns.append("<section>\n");
            for (var slide : part.slides) {
                columns.append(section(slide, from, slide.id.equals("plan") ? slide.content + plan(parts) : slide.content));
                from += slide.minutes;
            }
            columns.append("</section>\n");
        }
        return columns.toString();
    }

    private String section(Slide slide, int from, String content) {
        return """
                <section id="%s" class="%s"><div class="slide" data-minutes="%d">
                <h2>%s</h2>
                %s
                </div>
                <aside class="notes"><p class="clock">%s, from %s to %s</p>
                %s%s</aside>
                </section>
                """.formatted(slide.id, slide.role, slide.minutes, slide.title, content,
                slide.minutes == 1 ? "1 minute" : slide.minutes + " minutes", clock(from), clock(from + slide.minutes), seconds(content), slide.notes);
    }

    /** How long the lesson takes that the slide runs, where it was measured. */
    private String seconds(String content) {
        var run = RUN.matcher(content);
        if (!run.find()) return "";
        return times.seconds(run.group(1)).stream().mapToObj("<p>Lesson %s takes %%d s on the reference machine.</p>\n".formatted(run.group(1))::formatted).collect(Collectors.joining());
    }

    /** The parts of a course with the time at which each begins, in two columns. */
    static String plan(List<Part> parts) {
        var list = new Element("ol").addClass("plan");
        int from = 0;
        for (var part : parts) {
            var item = list.appendElement("li").addClass(part.first().role);
            item.appendElement("span").text(clock(from));
            item.appendElement("a").attr("href", "#/" + part.first().id).html(part.first().inPlan);
            item.appendElement("small").text(part.minutes() + " min");
            from += part.minutes();
        }
        return list.outerHtml();
    }

    private static String clock(int minutes) { return "%d:%02d".formatted(minutes / 60, minutes % 60); }
}
