import module java.base;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/** The block macro {@code lanes::L01[]}: the timelines that a lesson printed, as a picture; the reader's own below those of the reference machine. */
final class Lanes extends BlockMacroProcessor {
    /** One timeline of a lesson's output: what its marks mean, and lanes of one mark for each column. */
    record Timeline(String heading, SequencedMap<Character, String> legend, double ms, SequencedMap<String, String> lanes) {
        /** Such as "fixed pool of 2: █ a dish begins, ▒ it is computed, 0 to 417 ms". */
        private static final Pattern HEADING = Pattern.compile(" {2}(\\S[^█▒░·]*?)(?:: ([█▒░·] .*))?, 0 to ([\\d,]+) ms");
        private static final Pattern LANE = Pattern.compile(" {2}(\\S.*?) +([█▒░·]+)");

        static List<Timeline> of(List<String> lines) {
            var all = new ArrayList<Timeline>();
            boolean inside = false;
            for (var line : lines) {
                var heading = HEADING.matcher(line);
                var lane = LANE.matcher(line);
                if (inside && lane.matches()) all.getLast().lanes.put(lane.group(1), lane.group(2));
                else if (inside = heading.matches()) all.add(new Timeline(heading.group(1), legend(heading.group(2)),
                        Double.parseDouble(heading.group(3).replace(",", "")), new LinkedHashMap<>()));
            }
            return all;
        }

        private static SequencedMap<Character, String> legend(String items) {
            var legend = new LinkedHashMap<Character, String>();
            Pattern.compile("([█▒░·]) (.*?)(?:, (?=[█▒░·])|$)").matcher(Objects.requireNonNullElse(items, "")).results()
                    .forEach(item -> legend.put(item.group(1).charAt(0), item.group(2)));
            return legend;
        }

        /** For who does not see the picture: from when to when each lane is not idle, and how often it does what. */
        String told(Map<Character, String> meanings) {
            return lanes.entrySet().stream().map(lane -> {
                var marks = lane.getValue();
                int first = marks.length() - marks.replaceFirst("^·+", "").length(), last = marks.replaceFirst("·+$", "").length();
                if (first >= last) return lane.getKey() + " " + meanings.get('·');
                var stretches = Pattern.compile("(.)\\1*").matcher(marks.substring(first, last)).results()
                        .collect(Collectors.groupingBy(stretch -> meanings.getOrDefault(stretch.group(1).charAt(0), "?"), LinkedHashMap::new, Collectors.counting()));
                return stretches.entrySet().stream().map(each -> each.getKey() + (each.getValue() == 1 ? "" : " %d times".formatted(each.getValue())))
                        .collect(Collectors.joining(", ", "%s from %,.0f to %,.0f ms ".formatted(lane.getKey(), first * ms / marks.length(), last * ms / marks.length()), ""));
            }).collect(Collectors.joining("; ", heading + ": ", "."));
        }
    }

    private static final int WIDTH = 560, RIGHT = 40, FRAME = 30, ROW = 20, BLOCK = 14, FOOT = 30;

    private final Results reference, mine;
    private final BiConsumer<String, String> fault;   // the message, and the macro as it stands on the page

    Lanes(Results reference, Results mine, BiConsumer<String, String> fault) {
        this.reference = reference;
        this.mine = mine;
        this.fault = fault;
    }

    void register(Asciidoctor asciidoctor) { asciidoctor.javaExtensionRegistry().blockMacro("lanes", this); }

    @Override public StructuralNode process(StructuralNode parent, String id, Map<String, Object> attributes) {
        var timelines = timelines(reference, id);
        if (timelines.isEmpty()) fault.accept("no timeline in docs/results/%s.txt".formatted(id), "lanes::" + id);
        var figures = figure(id, "lanes", "Reference machine: " + reference.machine(), reference)
                + figure(id, "lanes mine", "Your machine: " + mine.machine(), mine);
        return createBlock(parent, "pass", figures);
    }

    private static List<Timeline> timelines(Results results, String id) {
        return results.lesson(id).map(lesson -> Timeline.of(lesson.lines())).orElse(List.of());
    }

    private static String figure(String id, String role, String caption, Results results) {
        var timelines = timelines(results, id);
        if (timelines.isEmpty()) return "";
        var name = (role + " " + id).toLowerCase(Locale.ROOT).replace(' ', '-');
        return "<figure class=\"%s\"><figcaption>%s</figcaption>%n%s</figure>%n".formatted(role, Blocks.escape(caption),
                picture(name, "Lesson %s as lanes over time".formatted(id.substring(1)), timelines));
    }

    private static Svg picture(String name, String title, List<Timeline> timelines) {
        var meanings = new LinkedHashMap<Character, String>();
        timelines.forEach(timeline -> meanings.putAll(timeline.legend));
        if (timelines.stream().anyMatch(timeline -> timeline.lanes.toString().contains("·"))) meanings.putIfAbsent('·', "idle");
        int rows = timelines.stream().mapToInt(timeline -> timeline.lanes.size()).sum();
        var svg = new Svg(WIDTH, FRAME + rows * ROW + timelines.size() * (FRAME + FOOT), name, title,
                timelines.stream().map(timeline -> timeline.told(meanings)).collect(Collectors.joining(" ")));
        legend(svg, meanings);
        int left = (int) timelines.stream().flatMap(timeline -> timeline.lanes.keySet().stream()).mapToDouble(Lanes::width).max().orElse(0) + 12;
        int top = FRAME;
        for (var timeline : timelines) {
            draw(svg, timeline, left, top);
            top += FRAME + timeline.lanes.size() * ROW + FOOT;
        }
        return svg;
    }

    /** On a phone the letters are larger. */
    private static double width(String words) { return 1.15 * Svg.width(words); }

    private static void legend(Svg svg, SequencedMap<Character, String> meanings) {
        double x = 0;
        for (var meaning : meanings.entrySet()) {
            block(svg, meaning.getKey(), x, 20, 28);
            svg.text(x + 36, 18, Svg.Anchor.START, Svg.Tone.INK, meaning.getValue());
            x += 52 + width(meaning.getValue());
        }
    }

    private static void draw(Svg svg, Timeline timeline, int left, int top) {
        svg.strong(0, top + 20, Svg.Anchor.START, Svg.Tone.INK, timeline.heading);
        int first = top + FRAME, bottom = first + timeline.lanes.size() * ROW;
        double step = step(timeline.ms);
        for (double ms = 0; ms <= timeline.ms; ms += step) {
            double x = left + (WIDTH - RIGHT - left) * ms / timeline.ms;
            svg.line(x, first, x, bottom + 4, Svg.Paint.stroke(Svg.Tone.LINE, 1));
            svg.small(x, bottom + 18, Svg.Anchor.MIDDLE, Svg.Tone.MUTED, ms + step > timeline.ms ? "%,.0f ms".formatted(ms) : "%,.0f".formatted(ms));
        }
        int y = first;
        for (var lane : timeline.lanes.entrySet()) {
            svg.text(0, y + 15, Svg.Anchor.START, Svg.Tone.INK, lane.getKey());
            lane(svg, lane.getValue(), left, y + ROW - 3);
            y += ROW;
        }
    }

    /** Round numbers, at most six steps on a scale. */
    private static double step(double ms) {
        double ten = Math.pow(10, Math.floor(Math.log10(ms / 6)));
        return DoubleStream.of(1, 2, 5).map(n -> n * ten).filter(step -> step >= ms / 6).findFirst().orElse(10 * ten);
    }

    private static void lane(Svg svg, String marks, int left, int bottom) {
        double column = (double) (WIDTH - RIGHT - left) / marks.length();
        for (int from = 0, to; from < marks.length(); from = to) {
            for (to = from + 1; to < marks.length() && marks.charAt(to) == marks.charAt(from); ) to++;
            block(svg, marks.charAt(from), left + from * column, bottom, (to - from) * column);
        }
    }

    /** Each mark has a shape of its own, besides its colour: full, striped, or a thin line. */
    private static void block(Svg svg, char mark, double x, int bottom, double width) {
        switch (mark) {
            case '█' -> svg.rect(x, bottom - BLOCK, width, BLOCK, Svg.Paint.fill(Svg.Tone.ACCENT));
            case '▒' -> svg.rect(x, bottom - BLOCK, width, BLOCK, Svg.Paint.fill(Svg.Tone.HEAT3));
            case '░' -> svg.line(x, bottom - BLOCK / 2.0, x + width, bottom - BLOCK / 2.0, Svg.Paint.stroke(Svg.Tone.MUTED, BLOCK - 4).dashed());
            default -> svg.line(x, bottom - BLOCK / 2.0, x + width, bottom - BLOCK / 2.0, Svg.Paint.stroke(Svg.Tone.LINE, 2));
        }
    }
}
