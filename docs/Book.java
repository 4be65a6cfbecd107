import module java.base;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.IncludeProcessor;
import org.asciidoctor.extension.PreprocessorReader;

/** The guide as one PDF: its chapters in order, with the links between them. */
final class Book {
    static final String FILE = "concurrency-workbook.pdf";

    private static final Pattern ANCHOR = Pattern.compile("(?m)(^\\[[\\w.-]*#|\\[\\[)(?=[\\w-]+)");
    private static final Pattern INNER = Pattern.compile("xref:#|<<#?(?=[\\w-]+(,[^>]*)?>>)");
    private static final Pattern OUTER = Pattern.compile("xref:([\\w-]+)\\.adoc(?:#([\\w-]+))?\\[");

    private final Path docs;
    private final Adoc adoc;
    private final Results reference, mine;

    Book(Path docs, Adoc adoc, Results reference, Results mine) {
        this.docs = docs;
        this.adoc = adoc;
        this.reference = reference;
        this.mine = mine;
    }

    void write(List<Path> chapters, Path file) throws IOException {
        var text = """
                = The Concurrency Workbook: What concurrency, parallelism and async gain, what they cost, and when to choose them
                :revdate: %s
                :!figure-caption:

                """.formatted(machines()) + chapters.stream()
                .map(chapter -> "include::chapter:%s[leveloffset=+1]%n%n".formatted(chapter.getFileName())).collect(Collectors.joining());
        var paper = new Paper();
        adoc.print(text, chapters, extensions -> extensions.includeProcessor(new Chapter()).treeprocessor(paper), file, Map.of(
                "doctype", "book",
                "toc", "",
                "toc-title", "Contents",
                "toclevels", "2",
                "idprefix", "@",   // soft: each chapter sets its own
                "autofit-option", "",
                "pdf-theme", docs.resolve("theme/book.yml").toString(),
                "pdf-fontsdir", "uri:classloader:/net/sf/jasperreports/fonts/dejavu;GEM_FONTS_DIR"));
    }

    private String machines() {
        var yours = mine.machine().isEmpty() ? "" : "; yours, beside them: " + mine.machine();
        return "Numbers from the reference machine: " + reference.machine() + yours;
    }

    /** Anchors get their chapter's name before them: in one book, two chapters may not use the same. */
    private class Chapter extends IncludeProcessor {
        @Override public boolean handles(String target) { return target.startsWith("chapter:"); }

        @Override public void process(Document document, PreprocessorReader reader, String target, Map<String, Object> attributes) {
            var file = docs.resolve(target.replace("chapter:", ""));
            var name = file.getFileName().toString().replace(".adoc", "");
            var head = ":idprefix: %s-\n[#%1$s]\n".formatted(name);
            reader.pushInclude(head + anchored(name, Adoc.read(file)), file.toString(), file.toString(), -1, attributes);
        }

        private static String anchored(String chapter, String text) {
            text = ANCHOR.matcher(text).replaceAll("$1" + chapter + "-");
            text = INNER.matcher(text).replaceAll("$0" + chapter + "-");
            return OUTER.matcher(text).replaceAll(link -> "xref:#" + link.group(1) + (link.group(2) == null ? "" : "-" + link.group(2)) + "[");
        }
    }
}
