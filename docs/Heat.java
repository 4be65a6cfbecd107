import module java.base;

/** A matrix of cells, each with its value on a shade that the lesson printed before it: ░ ▒ ▓ █. The reader's stands beside or below. */
final class Heat {
    private static final String SHADES = "░▒▓█";
    private static final List<Svg.Tone> TONES = List.of(Svg.Tone.HEAT1, Svg.Tone.HEAT2, Svg.Tone.HEAT3, Svg.Tone.HEAT4);
    private static final int ROW = 32, LINE = 15;

    private final Chart chart;
    private final int width;
    private final boolean wide, tight;      // tight: a word of a heading is as wide as its column, so every second heading stands a line higher
    private final double margin, cell;

    Heat(Chart chart, int width) {
        this.chart = chart;
        this.width = width;
        wide = width > Charts.NARROW;
        margin = chart.rows().stream().mapToDouble(Svg::width).max().orElse(0) + (wide ? 8 : 0);
        int beside = wide ? chart.parts().size() : 1;
        cell = Math.min(84, (width - margin - (beside - 1) * 16) / (beside * chart.columns().size()));
        tight = chart.columns().stream().flatMap(column -> Stream.of(column.split(" "))).anyMatch(word -> Svg.width(word) > cell - 6);
    }

    String draw(String id) {
        boolean both = chart.parts().size() > 1;
        int lines = chart.columns().stream().mapToInt(column -> lines(column).size()).max().orElse(1);
        double head = (both ? 22 : 0) + (lines + (tight ? 1 : 0)) * LINE + 6, each = head + chart.rows().size() * ROW;
        var svg = new Svg(width, (int) (both && !wide ? 2 * each + 16 : each), id, chart.title(), chart.description());
        for (int n = 0; n < chart.parts().size(); n++) {
            double left = margin + (wide ? n * (chart.columns().size() * cell + 16) : 0), top = wide ? 0 : n * (each + 16);
            if (both) svg.strong(left, top + 14, Svg.Anchor.START, Svg.Tone.INK, chart.parts().get(n).who());
            matrix(svg, chart.parts().get(n), left, top + head);
            if (n == 0 || !wide) for (int r = 0; r < chart.rows().size(); r++)
                svg.small(margin - 8, top + head + r * ROW + ROW / 2.0 + 4.5, Svg.Anchor.END, Svg.Tone.INK, chart.rows().get(r));
        }
        return svg.toString();
    }

    private void matrix(Svg svg, Chart.Part part, double left, double top) {
        for (int c = 0; c < chart.columns().size(); c++) {
            var lines = lines(Chart.named(part.table(), chart.columns().get(c)));
            double middle = left + (c + 0.5) * cell, bottom = top - 8 - (tight && c % 2 == 1 ? LINE : 0);
            for (int n = 0; n < lines.size(); n++)
                svg.small(middle, bottom - (lines.size() - 1 - n) * LINE, Svg.Anchor.MIDDLE, Svg.Tone.INK, lines.get(n));
            for (int r = 0; r < chart.rows().size(); r++) {
                var text = chart.cell(part, chart.rows().get(r), chart.columns().get(c)).text();
                int shade = text.isEmpty() ? -1 : SHADES.indexOf(text.charAt(0));
                if (shade >= 0) svg.rect(left + c * cell + 1, top + r * ROW + 1, cell - 2, ROW - 2, Svg.Paint.fill(TONES.get(shade)));
                svg.small(middle, top + r * ROW + ROW / 2.0 + 4.5, Svg.Anchor.MIDDLE, shade == 3 ? Svg.Tone.PAPER : Svg.Tone.INK,
                        shade >= 0 ? text.substring(1).strip() : text);
            }
        }
    }

    /** A heading in as few lines as its column's width allows. */
    private List<String> lines(String heading) {
        var lines = new ArrayList<String>();
        for (var word : heading.split(" ")) {
            if (!lines.isEmpty() && Svg.width(lines.getLast() + " " + word) < cell) lines.add(lines.removeLast() + " " + word);
            else lines.add(word);
        }
        return lines;
    }
}
