import module java.base;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;

/** Long lines of code go on in the next one, where nothing scrolls. */
final class Fold {
    static void code(Document document, int columns) {
        for (var node : document.findBy(Map.of("context", ":listing")))
            if (node instanceof Block code) code.setLines(code.getLines().stream().flatMap(line -> line(line, columns)).toList());
    }

    /** The line in as many as it takes, each of at most so many columns if there is a place to break. */
    private static Stream<String> line(String line, int columns) {
        if (line.length() <= columns) return Stream.of(line);
        int indent = line.length() - line.stripLeading().length() + 8;
        int end = end(line, indent, columns);
        if (end < indent) return Stream.of(line);
        return Stream.concat(line(line.substring(0, end).stripTrailing(), columns), line(" ".repeat(indent) + line.substring(end).strip(), columns));
    }

    /** Before a comment, behind a pipe of a shell, or where brackets are nested least, as far to the right as that is. */
    private static int end(String line, int indent, int columns) {
        int comment = line.lastIndexOf("  // "), pipe = line.lastIndexOf(" | ", columns - 2);
        if (comment > indent) return comment;
        if (line.startsWith("$ ") && pipe > 0) return pipe + 2;
        int end = -1, depth = 0, least = Integer.MAX_VALUE;
        boolean quoted = false;
        for (int n = 1; n <= columns; n++) {
            char here = line.charAt(n), before = line.charAt(n - 1);
            if (here == '"' && before != '\\') quoted = !quoted;
            if (quoted) continue;
            if ("([{".indexOf(here) >= 0) depth++;
            if (")]}".indexOf(here) >= 0) depth--;
            boolean possible = here == ' ' || here == '.' && before == ')';
            if (possible && n > Math.max(indent, columns / 2) && depth <= least) {
                least = depth;
                end = n;
            }
        }
        return end;
    }
}
