import module java.base;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * A block macro for a small table of a lesson's results: {@code numbers::L05[rows="virtual threads",columns="in flight;threads"]}.
 * Names stand as in the lesson's output, parted by semicolons; {@code table=} is the first heading of one table of several.
 */
final class Numbers extends BlockMacroProcessor {
    private final Results reference;
    private final BiConsumer<String, String> fault;   // the message, and the macro as it stands in the source

    Numbers(Results reference, BiConsumer<String, String> fault) {
        this.reference = reference;
        this.fault = fault;
    }

    @Override public StructuralNode process(StructuralNode parent, String id, Map<String, Object> attributes) {
        var columns = names(attributes, "columns");
        var lines = new ArrayList<>(List.of("[.numbers,options=\"header,autowidth\",cols=\"h%s\"]".formatted(",>".repeat(columns.size())), "|==="));
        var table = attributes.getOrDefault("table", "").toString();
        lines.add("|" + table.replaceFirst("^\\d+ ", "") + columns.stream().map(column -> " |" + column).collect(Collectors.joining()));
        lines.add("");
        for (var row : names(attributes, "rows")) {
            lines.add("|" + row);
            for (var column : columns) lines.add("|" + value(id, table + " " + row + " " + column));
        }
        lines.add("|===");
        parseContent(parent, lines);
        return null;
    }

    private String value(String id, String words) {
        var name = Results.name(id, words);
        var value = reference.values().get(name);
        if (value == null) fault.accept("unknown result {%s}".formatted(name), "numbers::" + id);
        return Blocks.escape(Objects.requireNonNullElse(value, "")).replace("|", "\\|");
    }

    private static List<String> names(Map<String, Object> attributes, String which) {
        return List.of(attributes.getOrDefault(which, "").toString().split(" *; *"));
    }
}
