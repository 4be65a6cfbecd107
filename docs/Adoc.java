import module java.base;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.ExtensionGroup;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Asciidoctor with the workbook's attributes and macros. What it finds wrong becomes a fault with its place. */
final class Adoc implements AutoCloseable {
    private static final Pattern MISSING = Pattern.compile("skipping reference to missing attribute: (.*)");
    private static final Pattern INCLUDE = Pattern.compile("^include::([^{\\[]+\\.adoc)\\[", Pattern.MULTILINE);
    private static final Pattern GLYPH = Pattern.compile("Could not locate the character `(.)'.*", Pattern.DOTALL);
    /** JUL drops a logger that nobody holds, and with it its level. */
    private static final java.util.logging.Logger LOG = java.util.logging.Logger.getLogger("asciidoctor");

    private final Asciidoctor asciidoctor;
    private final Path docs;
    private final Results reference, mine;
    private final Faults faults;
    private final Contents contents;
    private final Prose prose;
    private List<Path> files = List.of();   // the source that is being read, and the parts that it includes

    Adoc(Path docs, Results reference, Results mine, Faults faults) throws IOException {
        this.docs = docs;
        this.reference = reference;
        this.mine = mine;
        this.faults = faults;
        contents = new Contents(docs.getParent());
        prose = new Prose(contents, faults);
        LOG.setLevel(java.util.logging.Level.OFF);   // the log handler below hears everything
        asciidoctor = Asciidoctor.Factory.create();
        asciidoctor.registerLogHandler(this::hear);
        new Blocks(reference, mine, this::fault).register(asciidoctor);
        new Reference(contents, this::fault).register(asciidoctor);
        new Lanes(reference, mine, this::fault).register(asciidoctor);
        asciidoctor.javaExtensionRegistry().blockMacro("numbers", new Numbers(reference, this::fault));
    }

    Document load(Path source, String backend, Map<String, Object> more) {
        files = withParts(source);
        files.forEach(prose::check);
        return asciidoctor.loadFile(source.toFile(), Options.builder()
                .backend(backend).safe(SafeMode.UNSAFE).standalone(false).attributes(attributes(more)).build());
    }

    /** Writes a PDF of a text that is put together of sources, with more extensions than the pages have. */
    void print(String text, List<Path> sources, UnaryOperator<ExtensionGroup> extensions, Path file, Map<String, Object> more) {
        files = sources;
        var group = extensions.apply(asciidoctor.createGroup());
        group.register();
        asciidoctor.convert(text, Options.builder().backend("pdf").safe(SafeMode.UNSAFE).baseDir(docs.toFile())
                .toFile(file.toFile()).mkDirs(true).attributes(attributes(more)).build());
        group.unregister();
    }

    /** A value of the head of the document that was loaded last. */
    String header(Document document, String name, String form, String otherwise) {
        var value = document.getAttribute(name, "").toString();
        if (value.matches(form)) return value;
        faults.add(files.getFirst(), 1, "the page's head has no :%s: (or not a right one)".formatted(name));
        return otherwise;
    }

    /** Adds a fault where one of the texts stands, in the documents that were read last or in a part of them. */
    void fault(String message, String... texts) {
        faults.addAt(files.stream().filter(file -> holds(file, texts)).findFirst().orElse(files.getFirst()), message, texts);
    }

    /** The source itself, or the part of it that holds one of the texts. */
    static Path holder(Path source, String... texts) {
        return withParts(source).stream().filter(file -> holds(file, texts)).findFirst().orElse(source);
    }

    private static boolean holds(Path file, String... texts) { return Stream.of(texts).anyMatch(read(file)::contains); }

    @Override public void close() { asciidoctor.close(); }

    private Attributes attributes(Map<String, Object> more) {
        var attributes = Attributes.builder();
        Map.of("attribute-missing", "warn",
                "source-highlighter", "rouge",
                "rouge-css", "class",
                "icons", "font",
                "idprefix", "",
                "idseparator", "-",
                "imagesdir", "images",
                "lessons", docs.resolveSibling("lessons").toString(),
                "machine", Blocks.escape(reference.machine())).forEach(attributes::attribute);
        if (!mine.machine().isEmpty()) attributes.attribute("my-machine", Blocks.escape(mine.machine()));
        reference.values().forEach((name, value) -> attributes.attribute(name, Blocks.escape(value)));
        more.forEach(attributes::attribute);
        return attributes.build();
    }

    private static List<Path> withParts(Path source) {
        var all = new ArrayList<>(List.of(source));
        INCLUDE.matcher(read(source)).results().map(include -> source.resolveSibling(include.group(1)))
                .filter(Files::isRegularFile).forEach(part -> all.addAll(withParts(part)));
        return all;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asciidoctor knows the place of some faults only, and files broken references under INFO: Links finds those. */
    private void hear(LogRecord log) {
        Matcher missing = MISSING.matcher(log.getMessage()), glyph = GLYPH.matcher(log.getMessage());
        if (log.getSeverity().compareTo(Severity.WARN) < 0) return;
        if (glyph.matches() && glyph.group(1).equals("\n")) return;   // a font may have none for the end of a line
        if (glyph.matches()) fault(log.getMessage(), glyph.group(1));
        else if (missing.matches()) fault(unknown(missing.group(1)), "{" + missing.group(1) + "}");
        else if (log.getCursor() == null) faults.add(files.getFirst(), 1, log.getMessage());
        else faults.add(place(log.getCursor().getFile()), log.getCursor().getLineNumber(), log.getMessage());
    }

    private Path place(String file) {
        return files.stream().filter(known -> known.toString().equals(file)).findFirst().orElse(files.getFirst());
    }

    private String unknown(String name) {
        if (!name.matches("l\\d\\d-.*")) return "unknown attribute {%s}".formatted(name);
        var id = name.substring(0, 3).toUpperCase(Locale.ROOT);
        return "unknown result {%s}; ".formatted(name) + reference.lesson(id)
                .map(lesson -> id + " gives " + String.join(", ", lesson.values().keySet()))
                .orElse("no docs/results/%s.txt".formatted(id));
    }
}
