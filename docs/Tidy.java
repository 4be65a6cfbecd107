import module java.base;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Turns Asciidoctor's nested divs into plain, semantic HTML. */
final class Tidy {
    /** What Rouge 3.30 does not know of Java, and what may follow it there. */
    private static final Map<String, String> KEYWORDS = Map.of(
            "record", "\\s+[A-Z].*", "sealed", "\\s+(abstract|class|interface).*", "permits", "\\s+[A-Z].*",
            "when", "\\s+[^=.;)].*", "yield", "\\s+[^=].*", "module", "\\s+[a-z].*");

    static Document html(String asciidoctor) {
        var page = Jsoup.parseBodyFragment(asciidoctor);
        page.outputSettings().prettyPrint(false);
        sections(page);
        paragraphsAndLists(page);
        code(page);
        outputs(page);
        tables(page);
        images(page);
        admonitions(page);
        return page;
    }

    private static void sections(Document page) {
        page.select("#preamble").unwrap();
        page.select(".sectionbody").unwrap();
        for (var box : page.select(".sect1, .sect2, .sect3")) {
            var heading = box.child(0);
            heading.html("<a href=\"#%s\">%s</a>".formatted(heading.id(), heading.html()));
            box.tagName("section").attr("aria-labelledby", heading.id());
        }
    }

    private static void paragraphsAndLists(Document page) {
        for (var box : page.select(".paragraph, .ulist, .olist, .dlist")) {
            var roles = new LinkedHashSet<>(box.classNames());
            roles.removeAll(Set.of("paragraph", "ulist", "olist", "dlist", "arabic"));
            var inner = box.selectFirst("> p, > ul, > ol, > dl");
            if (inner == null) continue;
            inner.classNames(roles);
            if (!box.id().isEmpty()) inner.id(box.id());
            box.unwrap();
        }
        for (var item : page.select("li, dd")) if (item.childrenSize() == 1) item.select("> p").unwrap();
        for (var mark : page.select(".mark")) mark.attr("data-mark", mark.text());
        for (var box : page.select(".openblock")) {
            box.select("> .content").unwrap();
            box.removeClass("openblock");
            if (box.classNames().isEmpty()) box.unwrap();
        }
    }

    private static void code(Document page) {
        for (var box : page.select(".listingblock")) {
            box.select("> .content").unwrap();
            figure(box, box.hasClass("command") ? "code command" : "code");
        }
        for (var pre : page.select("pre")) pre.attr("tabindex", "0");   // a box that scrolls must take the keyboard
        for (var name : page.select("code[data-lang=java] span.n, code[data-lang=java] span.nn")) {
            var after = KEYWORDS.get(name.text());
            if (after != null && Pattern.compile(after, Pattern.DOTALL).matcher(textAfter(name)).matches()) name.attr("class", "k");
        }
        for (var list : page.select(".colist")) {
            var numbered = new Element("ol").addClass("colist");
            for (var row : list.select("tr")) numbered.appendElement("li").html(row.child(1).html());
            list.replaceWith(numbered);
        }
    }

    private static String textAfter(Element element) {
        var text = new StringBuilder();
        for (var node = element.nextSibling(); node != null && text.length() < 40; node = node.nextSibling())
            text.append(node instanceof Element e ? e.wholeText() : node.outerHtml());
        return text.toString();
    }

    /** A lesson's output; its bars say nothing to a screen reader. */
    private static void outputs(Document page) {
        for (var box : page.select(".literalblock.output")) {
            box.select("> .content").unwrap();
            box.select(".bar, .idle").attr("aria-hidden", "true");
            figure(box, box.hasClass("mine") ? "output mine" : "output");
        }
    }

    private static void figure(Element box, String role) {
        box.tagName("figure").attr("class", role);
        var title = box.selectFirst("> .title");
        if (title != null) title.tagName("figcaption").removeAttr("class");
    }

    private static void tables(Document page) {
        for (var table : page.select("table.tableblock")) {
            table.select("p.tableblock").unwrap();
            for (var cell : table.select("th, td")) cell.removeAttr("class");
            table.select("thead th").attr("scope", "col");
            table.select("tbody th").attr("scope", "row");
            for (var empty : table.select("th:not(:has(*)):matchesWholeText(^\\s*$)")) empty.tagName("td").removeAttr("scope");
            var name = table.selectFirst("caption");
            var roles = new LinkedHashSet<>(table.classNames());
            roles.removeIf(role -> role.matches("tableblock|frame-.*|grid-.*|stretch|fit-content"));
            table.removeAttr("class");
            table.wrap("<div tabindex=\"0\" role=\"region\"></div>");
            table.parent().classNames(roles).addClass("scroll").attr("aria-label", name == null ? "Table" : name.text());
        }
    }

    private static void images(Document page) {
        for (var box : page.select(".imageblock")) {
            box.select("> .content").unwrap();
            figure(box, "image");
        }
    }

    private static void admonitions(Document page) {
        for (var box : page.select(".admonitionblock")) {
            var kind = box.classNames().stream().filter(name -> !name.equals("admonitionblock")).findFirst().orElse("note");
            var aside = new Element("aside").addClass("admonition").addClass(kind);
            aside.appendElement("strong").text(kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
            aside.appendElement("div").html(box.selectFirst("td.content").html());
            box.replaceWith(aside);
        }
    }
}
