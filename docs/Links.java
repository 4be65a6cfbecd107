import module java.base;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Checks the written pages: every link, anchor and asset leads somewhere inside the guide. */
final class Links {
    private final Path docs;
    private final Faults faults;
    private final Map<String, Document> pages = new LinkedHashMap<>();
    private final Map<String, Path> sources;

    /** The pages in the folder out, each with its source. */
    Links(Path docs, Path out, Map<String, Path> sources, Faults faults) throws IOException {
        this.docs = docs;
        this.sources = sources;
        this.faults = faults;
        for (var page : sources.keySet()) pages.put(page, Jsoup.parse(out.resolve(page)));
    }

    void check() {
        pages.forEach((name, page) -> {
            page.select("[href], [src]").forEach(element -> link(name, element));
            page.select("img:not([alt])").forEach(image -> fault(name, "image without alt text: " + image.attr("src"), image.attr("src")));
            ids(name, page);
        });
    }

    private void link(String page, Element element) {
        var target = element.hasAttr("href") ? element.attr("href") : element.attr("src");
        boolean asset = !element.tagName().equals("a");
        if (target.matches("(?i)([a-z][a-z0-9+.-]*:|//).*")) {
            if (asset && !target.startsWith("data:")) fault(page, "remote asset: " + target, target);
            return;
        }
        int hash = (target + "#").indexOf('#');
        var named = target.substring(0, hash);
        var file = named.isEmpty() ? "" : Path.of(page).resolveSibling(named).normalize().toString().replace('\\', '/');
        var anchor = target.substring(Math.min(hash + 1, target.length())).replaceFirst("^/", "");   // reveal.js has one before a slide's name
        var source = named.replace(".html", ".adoc");
        if (!exists(file))
            fault(page, (element.tagName().equals("img") ? "missing image: " : "broken link: ") + target,
                    source, named, Path.of(named).getFileName().toString());
        else if (!anchor.isEmpty() && file.isEmpty() && !has(page, anchor))
            fault(page, "no such anchor: " + target, "<<" + anchor, "<<#" + anchor, "xref:" + anchor, "xref:#" + anchor);
        else if (!anchor.isEmpty() && !file.isEmpty() && !has(file, anchor))
            fault(page, "no such anchor: " + target, source + "#" + anchor, target);
    }

    private boolean has(String page, String anchor) {
        return pages.containsKey(page) && pages.get(page).getElementById(anchor) != null;
    }

    /** Asks for assets where they come from: the output folder may hold more, from an earlier run. */
    private boolean exists(String file) {
        return file.isEmpty() || pages.containsKey(file) || file.equals(Site.SEARCH_INDEX) || file.equals(Book.FILE) || Files.isRegularFile(docs.resolve(file));
    }

    private void ids(String name, Document page) {
        var seen = new HashSet<String>();
        for (var element : page.select("[id]"))
            if (!seen.add(element.id())) fault(name, "anchor twice on a page: " + element.id(), "#" + element.id(), element.text());
    }

    private void fault(String page, String message, String... texts) {
        faults.addAt(Adoc.holder(sources.get(page), texts), message, texts);
    }
}
