import module java.base;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * Block macros that put lessons' results on a page, the reader's own below or beside those of the reference machine:
 * {@code output::L05[]} the whole output, {@code saw::L05[1,2]} some lines of its "You saw", or all: {@code saw::L05[]},
 * {@code chart::L05[column=per second, title=Requests a second]} a chart, see {@link Chart#of}.
 */
final class Blocks {
    private static final Pattern MARK = Pattern.compile("^((?:<strong>You saw</strong>)? +)([✔✘–]) ");
    private static final String FACTORS = "A factor (×) is the median of the rounds' own factors, so it may differ from the quotient of two medians of the table; the brackets hold the smallest and the largest round.";

    private final Results reference, mine;
    private final Charts charts;
    private final BiConsumer<String, String> fault;   // the message, and the macro or a part of it as it stands on the page

    Blocks(Results reference, Results mine, BiConsumer<String, String> fault) {
        this.reference = reference;
        this.mine = mine;
        charts = new Charts(reference, mine);
        this.fault = fault;
    }

    void register(Asciidoctor asciidoctor) {
        asciidoctor.javaExtensionRegistry().blockMacro("output", new Output()).blockMacro("saw", new Saw())
                .blockMacro("chart", new Picture());
    }

    private Optional<Results.Lesson> lesson(String id, String macro) {
        var lesson = reference.lesson(id);
        if (lesson.isEmpty()) fault.accept("no docs/results/%s.txt".formatted(id), macro + "::" + id);
        return lesson;
    }

    private class Output extends BlockMacroProcessor {
        @Override public StructuralNode process(StructuralNode parent, String id, Map<String, Object> attributes) {
            var both = createBlock(parent, "open", List.<String>of());
            var lesson = lesson(id, "output");
            lesson.ifPresent(theirs -> both.append(literal(both, theirs, "output", "Reference machine: " + reference.machine())));
            mine.lesson(id).ifPresent(yours -> both.append(literal(both, yours, "output mine", "Your machine: " + mine.machine())));
            lesson.filter(theirs -> theirs.saw().stream().anyMatch(saw -> saw.sentence().contains("×")))
                    .ifPresent(_ -> both.append(createBlock(both, "paragraph", FACTORS, Map.<String, Object>of("role", "factors"))));
            return both;
        }

        private StructuralNode literal(StructuralNode parent, Results.Lesson lesson, String role, String title) {
            var lines = lesson.lines().stream().map(Blocks::escape).map(Blocks::marked).toList();
            var literal = createBlock(parent, "literal", lines, Map.<String, Object>of("role", role));
            literal.setTitle(title);
            return literal;
        }
    }

    private class Saw extends BlockMacroProcessor {
        @Override public StructuralNode process(StructuralNode parent, String id, Map<String, Object> attributes) {
            var list = createList(parent, "ulist");
            list.addRole("saw");
            var lesson = lesson(id, "saw");
            var all = IntStream.rangeClosed(1, lesson.map(each -> each.saw().size()).orElse(0)).boxed().toList();
            for (var n : attributes.isEmpty() ? all : attributes.values()) {
                if (lesson.isPresent() && !add(list, lesson.get(), "" + n, "[.who]#Lesson %s, reference machine#"))
                    fault.accept("no result line %s in docs/results/%s.txt".formatted(n, id), "saw::" + id);
                mine.lesson(id).ifPresent(yours -> add(list, yours, "" + n, "[.who.mine]#Lesson %s, your machine#"));
            }
            return list;
        }

        private boolean add(org.asciidoctor.ast.List list, Results.Lesson lesson, String n, String who) {
            int index = n.matches("\\d{1,3}") ? Integer.parseInt(n) - 1 : -1;
            if (index < 0 || index >= lesson.saw().size()) return false;
            var saw = lesson.saw().get(index);
            list.append(createListItem(list, "[.mark.%s]#%s# pass:c[%s] ".formatted(verdict(saw.mark()), saw.mark(), saw.sentence().replace("]", "\\]"))
                    + who.formatted(lesson.id().substring(1))));
            return true;
        }
    }

    private class Picture extends BlockMacroProcessor {
        @Override public StructuralNode process(StructuralNode parent, String id, Map<String, Object> attributes) {
            var options = new TreeMap<String, String>();
            attributes.forEach((name, value) -> options.put(name, "" + value));
            try {
                return createBlock(parent, "pass", charts.figure(charts.chart(id, options)));
            } catch (IllegalArgumentException e) {
                fault.accept(e.getMessage(), options.getOrDefault("title", "chart::" + id + "["));
                return createBlock(parent, "pass", "");
            }
        }
    }

    /** A line of an output with its label, its mark and its bars in their colours. */
    private static String marked(String line) {
        line = line.replaceFirst("^(L\\d\\d · .*?)(?= {2,}|$)", "<strong>$1</strong>")
                .replaceFirst("^([A-Z][a-z]+(?: [a-z]+)?)(?= {2,})", "<strong>$1</strong>")
                .replaceAll("[█▓▒░]{2,}|█", "<span class=\"bar\">$0</span>")
                .replaceAll("·{2,}", "<span class=\"idle\">$0</span>");
        return MARK.matcher(line).replaceFirst(mark ->
                "%s<span class=\"mark %s\">%s</span> ".formatted(mark.group(1), verdict(mark.group(2).charAt(0)), mark.group(2)));
    }

    private static String verdict(char mark) {
        return switch (mark) {
            case '✔' -> "yes";
            case '✘' -> "no";
            default -> "unsure";
        };
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
