import module java.base;

/** Bars from 0, one panel for each column; where the least would be too short to be seen, dots on a logarithmic scale. */
final class Bars {
    private static final int THICK = 14, PITCH = 18, GAP = 10, HEAD = 26, PANELS_APART = 20;
    /** A bar of a hundredth of the longest is some pixels long. */
    private static final double MOST = 100;

    private final Chart chart;
    private final boolean wide, logarithmic;
    private final List<String> rows;
    private final int width;
    private final double margin, across, length, rowHeight;

    Bars(Chart chart, int width) {
        this.chart = chart;
        this.width = width;
        wide = width > Charts.NARROW;
        logarithmic = chart.spread() > MOST;
        rows = logarithmic ? sorted() : chart.rows();
        margin = wide ? rows.stream().mapToDouble(Svg::width).max().orElse(0) + 12 : 0;
        across = (wide ? (width - margin + PANELS_APART) / chart.columns().size() : width + PANELS_APART) - PANELS_APART;
        length = across - 22 - chart.columns().stream().flatMap(column -> chart.parts().stream().flatMap(part -> rows.stream()
                .map(row -> chart.cell(part, row, column).text()))).mapToDouble(Svg::width).max().orElse(0);   // alike, so that panels compare
        rowHeight = (wide ? 0 : PITCH) + chart.parts().size() * PITCH + GAP;
    }

    private List<String> sorted() {
        var first = chart.columns().getFirst();
        return chart.rows().stream().sorted(Comparator.comparingDouble(row -> chart.parts().stream()
                .mapToDouble(part -> chart.cell(part, row, first).value()).filter(value -> !Double.isNaN(value)).findFirst().orElse(0))).toList();
    }

    String draw(String id) {
        var legend = new Legend(width);
        if (chart.parts().size() > 1) for (int n = 0; n < 2; n++) legend.add(mark(n), chart.parts().get(n).who());
        if (!chart.law().isEmpty()) legend.add((svg, x, y) -> svg.line(x, y - 7, x, y + 7, Svg.Paint.stroke(Svg.Tone.INK, 2)), chart.law());
        var columns = chart.columns();
        double panelHeight = HEAD + rows.size() * rowHeight;
        double height = legend.height() + (wide ? 1 : columns.size()) * panelHeight + (logarithmic ? 20 : 0);
        var svg = new Svg(width, (int) height, id, chart.title(), chart.description());
        legend.draw(svg);
        for (int n = 0; n < columns.size(); n++)
            panel(svg, columns.get(n), margin + (wide ? n * (across + PANELS_APART) : 0), legend.height() + (wide ? 0 : n * panelHeight));
        if (wide) for (int r = 0; r < rows.size(); r++)
            svg.text(margin - 12, legend.height() + HEAD + r * rowHeight + chart.parts().size() * PITCH / 2.0 + 3, Svg.Anchor.END, Svg.Tone.INK, rows.get(r));
        if (logarithmic) svg.small(margin, height - 4, Svg.Anchor.START, Svg.Tone.MUTED, "logarithmic: each line is ten times the one before");
        return svg.toString();
    }

    private void panel(Svg svg, String column, double left, double top) {
        var scale = chart.scale(column);
        double bottom = top + HEAD + rows.size() * rowHeight - GAP / 2.0;
        svg.strong(left, top + 14, Svg.Anchor.START, Svg.Tone.INK, chart.parts().stream().map(part -> Chart.named(part.table(), column)).distinct().collect(Collectors.joining(", yours: ")));
        if (logarithmic) for (double decade = Math.ceil(Math.log10(least(scale))); decade <= Math.log10(scale.getMax()); decade++) {
            double x = left + along(Math.pow(10, decade), scale);
            svg.line(x, top + HEAD - 4, x, bottom, Svg.Paint.stroke(Svg.Tone.LINE, 1));
        }
        else svg.line(left, top + HEAD - 4, left, bottom, Svg.Paint.stroke(Svg.Tone.MUTED, 1));
        for (int r = 0; r < rows.size(); r++) {
            double y = top + HEAD + r * rowHeight;
            if (!wide) svg.text(left + (logarithmic ? 0 : 6), y + 11, Svg.Anchor.START, Svg.Tone.INK, rows.get(r));
            for (int n = 0; n < chart.parts().size(); n++)
                value(svg, rows.get(r), column, n, left, y + (wide ? 0 : PITCH) + n * PITCH);
        }
    }

    private void value(Svg svg, String row, String column, int n, double left, double y) {
        var part = chart.parts().get(n);
        var cell = chart.cell(part, row, column);
        if (cell.text().isEmpty()) return;
        var scale = chart.scale(column);
        double end = cell.value() > 0 ? along(cell.value(), scale) : 0, middle = y + THICK / 2.0;
        if (end > 0 && logarithmic) mark(n).at(svg, left + end, middle);
        else if (end > 0 && n == 0) svg.rect(left, y, end, THICK, Svg.Paint.fill(Svg.Tone.FIRST));
        else if (end > 0) svg.rect(left + 1, y + 1, Math.max(1, end - 1), THICK - 2, Svg.Paint.stroke(Svg.Tone.SECOND, 2));
        var law = chart.cell(part, row, chart.law());
        double bound = law.isNumber() ? along(law.value(), scale) : 0;
        if (bound > 0) svg.line(left + bound, y - 2, left + bound, y + THICK + 2, Svg.Paint.stroke(Svg.Tone.INK, 2));
        double room = Svg.width(cell.text()) + 14;
        svg.text(left + (bound >= end && bound < end + room ? bound : end) + (logarithmic ? 10 : 6), y + 11.5, Svg.Anchor.START, Svg.Tone.INK, cell.text());
    }

    private double along(double value, DoubleSummaryStatistics scale) {
        return length * (logarithmic ? Math.log(value / least(scale)) / Math.log(scale.getMax() / least(scale)) : value / scale.getMax());
    }

    /** Where a logarithmic scale begins: the least dot keeps off the edge. */
    private static double least(DoubleSummaryStatistics scale) { return scale.getMin() / 1.5; }

    private Legend.Mark mark(int n) {
        if (!logarithmic) return n == 0 ? (svg, x, y) -> svg.rect(x - 6, y - 6, 12, 12, Svg.Paint.fill(Svg.Tone.FIRST))
                : (svg, x, y) -> svg.rect(x - 5, y - 5, 10, 10, Svg.Paint.stroke(Svg.Tone.SECOND, 2));
        return n == 0 ? (svg, x, y) -> svg.circle(x, y, 5.5, Svg.Paint.fill(Svg.Tone.FIRST))
                : (svg, x, y) -> svg.rect(x - 4.5, y - 4.5, 9, 9, Svg.Paint.stroke(Svg.Tone.SECOND, 2));
    }
}
