import module java.base;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * What paper needs: long lines of code go on in the next one, since paper does not scroll; a block stays on one page
 * where it can; and a picture that is written as HTML becomes an image.
 */
final class Paper extends Treeprocessor {
    /** As many columns of code fit a page, at the size that theme/book.yml gives. */
    private static final int COLUMNS = 104;

    private final Path pictures = Files.createTempDirectory("pictures");

    Paper() throws IOException { pictures.toFile().deleteOnExit(); }

    @Override public Document process(Document document) {
        for (var code : blocks(document, ":listing")) code.setLines(code.getLines().stream().flatMap(Paper::fold).toList());
        for (var context : List.of(":listing", ":literal"))
            for (var block : blocks(document, context)) block.setAttribute("unbreakable-option", "", true);
        for (var html : blocks(document, ":pass")) images(html);
        for (var list : document.findBy(Map.of("context", ":ulist"))) if (list.hasRole("saw")) list.setStyle("no-bullet");   // its marks are bullets
        return document;
    }

    private static List<Block> blocks(Document document, String context) {
        return document.findBy(Map.of("context", context)).stream().map(Block.class::cast).toList();
    }

    private void images(Block html) {
        var figures = Jsoup.parse(html.getSource(), "", Parser.xmlParser()).select("figure:has(svg)");
        if (figures.isEmpty()) return;
        var parent = (StructuralNode) html.getParent();
        var blocks = parent.getBlocks();
        int place = blocks.indexOf(html);
        blocks.remove(place);
        for (var figure : figures) {
            blocks.add(place++, image(parent, figure));
            for (var see : figure.select("> p")) blocks.add(place++, createBlock(parent, "paragraph", see.text()));
        }
    }

    private Block image(StructuralNode parent, Element figure) {
        var svg = figure.selectFirst("svg");
        svg.ownerDocument().outputSettings().prettyPrint(false);
        try {
            var file = Files.createTempFile(pictures, "picture", ".svg");
            file.toFile().deleteOnExit();   // before its folder, and on Ctrl-C, too
            Files.writeString(file, svg.outerHtml());
            var image = createBlock(parent, "image", "", Map.<String, Object>of("target", file.toString(), "alt", svg.select("title").text()));
            var caption = figure.selectFirst("figcaption");
            image.setTitle(caption.childrenSize() == 0 ? caption.text() : String.join(" · ", caption.children().eachText()));
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> fold(String line) {
        if (line.length() <= COLUMNS) return Stream.of(line);
        int indent = line.length() - line.stripLeading().length() + 8;
        int end = end(line, indent);
        if (end < indent) return Stream.of(line);
        return Stream.concat(fold(line.substring(0, end).stripTrailing()), fold(" ".repeat(indent) + line.substring(end).strip()));
    }

    /** Before a comment, behind a pipe of a shell, or where brackets are nested least, as far to the right as that is. */
    private static int end(String line, int indent) {
        int comment = line.lastIndexOf("  // "), pipe = line.lastIndexOf(" | ", COLUMNS - 2);
        if (comment > indent) return comment;
        if (line.startsWith("$ ") && pipe > 0) return pipe + 2;
        int end = -1, depth = 0, least = Integer.MAX_VALUE;
        boolean quoted = false;
        for (int n = 1; n <= COLUMNS; n++) {
            char here = line.charAt(n), before = line.charAt(n - 1);
            if (here == '"' && before != '\\') quoted = !quoted;
            if (quoted) continue;
            if ("([{".indexOf(here) >= 0) depth++;
            if (")]}".indexOf(here) >= 0) depth--;
            boolean possible = here == ' ' || here == '.' && before == ')';
            if (possible && n > Math.max(indent, COLUMNS / 2) && depth <= least) {
                least = depth;
                end = n;
            }
        }
        return end;
    }
}
