import module java.base;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * What paper needs: long lines of code go on in the next one, since paper does not scroll; a short block stays on
 * one page; and a picture that is written as HTML becomes an image.
 */
final class Paper extends Treeprocessor {
    /** As many columns of code fit a page, at the size that theme/book.yml gives. */
    private static final int COLUMNS = 104;

    /** A block of more lines may go on on the next page: kept together, it would leave most of a page empty. */
    private static final int TOGETHER = 24;

    private final Path pictures = Files.createTempDirectory("pictures");

    Paper() throws IOException { pictures.toFile().deleteOnExit(); }

    @Override public Document process(Document document) {
        Fold.code(document, COLUMNS);
        for (var context : List.of(":listing", ":literal"))
            for (var block : blocks(document, context))
                if (block.getLines().size() <= TOGETHER) block.setAttribute("unbreakable-option", "", true);
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
}
