import module java.base;

/** What the marks of a picture mean, in as many lines as its width asks for. */
final class Legend {
    @FunctionalInterface interface Mark { void at(Svg svg, double x, double y); }

    private record Entry(Mark mark, String words, double x, int line) {}

    private static final int LINE = 22;

    private final List<Entry> entries = new ArrayList<>();
    private final double width;

    Legend(double width) { this.width = width; }

    void add(Mark mark, String words) {
        double x = 0;
        int line = 0;
        if (!entries.isEmpty()) {
            var last = entries.getLast();
            x = last.x + 34 + Svg.width(last.words);
            line = last.line;
            if (x + 22 + Svg.width(words) > width) {
                x = 0;
                line++;
            }
        }
        entries.add(new Entry(mark, words, x, line));
    }

    int height() { return entries.isEmpty() ? 0 : (entries.getLast().line + 1) * LINE + 6; }

    void draw(Svg svg) {
        for (var entry : entries) {
            double y = entry.line * LINE + 11;
            entry.mark.at(svg, entry.x + 8, y);
            svg.text(entry.x + 22, y + 4.5, Svg.Anchor.START, Svg.Tone.INK, entry.words);
        }
    }
}
