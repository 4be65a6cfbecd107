import module java.base;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * Three block macros that list what the checkout holds: {@code index::lessons[]} lessons and exercises, {@code index::commands[]}
 * commands and options, {@code index::versions[]} libraries and tools.
 */
final class Reference {
    private static final Pattern ANNOTATION = Pattern.compile("@(?:CommandLine\\.)?(Command|Option|Parameters)\\(((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"()])*)\\)(?:\\s+int (\\w+)\\()?");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Contents contents;
    private final BiConsumer<String, String> fault;   // the message, and the macro as it stands on the page

    Reference(Contents contents, BiConsumer<String, String> fault) {
        this.contents = contents;
        this.fault = fault;
    }

    void register(Asciidoctor asciidoctor) {
        asciidoctor.javaExtensionRegistry().blockMacro("index", new Index());
    }

    private class Index extends BlockMacroProcessor {
        @Override public StructuralNode process(StructuralNode parent, String what, Map<String, Object> attributes) {
            var block = createBlock(parent, "open", List.<String>of());
            parseContent(block, switch (what) {
                case "lessons" -> lessons();
                case "commands" -> commands();
                case "versions" -> versions();
                default -> {
                    fault.accept("no index '%s'; there are lessons, commands, versions".formatted(what), "index::" + what);
                    yield List.of();
                }
            });
            return block;
        }
    }

    private List<String> lessons() {
        var table = new ArrayList<>(List.of("[cols=\"2,8,4,2\",options=\"header\"]", "|===", "|Lesson |Shows |Options of its own |Exercise"));
        for (var lesson : contents.lessons().values())
            table.add("h|%s |%s +%n`./jbang %s` |%s |%s".formatted(lesson.number(), lesson.description(), lesson.slug(),
                    lesson.options().stream().map(option -> "`" + option + "`").collect(Collectors.joining(" ")),
                    contents.exercises().containsKey("E" + lesson.number()) ? "E" + lesson.number() : "–"));
        table.add("|===");
        return table;
    }

    private List<String> versions() {
        var table = new ArrayList<>(List.of("[cols=\"4,2,4\",options=\"header\"]", "|===", "|What |Version |Used by"));
        for (var library : contents.libraries())
            table.add("h|%s |%s |%s".formatted(library.name(), library.version(), library.users().stream()
                    .map(user -> user.startsWith("./") ? "`" + user + "`" : user).collect(Collectors.joining(", "))));
        table.add("|===");
        return table;
    }

    /** As the annotations of the scripts say: each command, its parameters and its options. */
    private List<String> commands() {
        var list = new ArrayList<String>();
        for (var alias : contents.commands())
            for (var annotation : ANNOTATION.matcher(contents.source(alias)).results().toList()) {
                var said = annotation.group(2);
                switch (annotation.group(1)) {
                    case "Command" -> list.add("`./jbang %s`:: %s".formatted(annotation.group(3) == null ? alias.name() : alias.name() + " " + annotation.group(3), value(said, "description")));
                    case "Option" -> list.add("`+%s%s+`::: %s".formatted(value(said, "names"), said.contains("paramLabel") ? "=" + value(said, "paramLabel") : "", value(said, "description")));
                    default -> list.add("`+%s+`::: %s".formatted(value(said, "paramLabel"), value(said, "description")));
                }
            }
        return list;
    }

    /** The text of an annotation's value: several strings are one text. */
    private static String value(String annotation, String name) {
        var value = Pattern.compile(name + " = ((?:\\{|\"(?:[^\"\\\\]|\\\\.)*\"|[,+\\s])+)").matcher(annotation);
        return value.find() ? TEXT.matcher(value.group(1)).results().map(text -> text.group(1)).collect(Collectors.joining(" ")).replace("  ", " ") : "";
    }
}
