package workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The real guide with its slides, rendered once for all test classes; it stays in docs/target for whoever wants to look at what failed. */
final class Rendered {
    static final Path FOLDER = Run.ROOT.resolve("docs/target/guide-under-test");
    static final Run RUN;
    static final SortedMap<String, Document> PAGES = new TreeMap<>();

    static {
        try {
            Run.delete(FOLDER);
            RUN = Run.guide(Run.ROOT, "--slides", "--no-open", "--out=" + FOLDER);
            try (var files = Files.list(FOLDER)) {
                for (var file : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".html"))::iterator)
                    PAGES.put(file.getFileName().toString(), Jsoup.parse(file));
            }
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Rendered() {}
}
