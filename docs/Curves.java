import module java.base;

/** Values over the number in each row's name, such as the size of a pool, and dashed or dotted what a law allows. */
final class Curves {
    /** Where values differ by more than this, a linear scale would show the greatest only. */
    private static final double MOST = 50;
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
    }

    private record Point(double x, double y, String text) {}

    private final Chart chart;
    private final int width, bottom;
    private final Legend legend;
    private final List<Box> taken = new ArrayList<>(), lines = new ArrayList<>();
    private final DoubleSummaryStatistics xs, ys;

    Curves(Chart chart, int width) {
        this.chart = chart;
        this.width = width;
        legend = new Legend(width);
        for (var part : chart.parts()) legend(part);
        bottom = legend.height() + (width > Charts.NARROW ? 280 : 230);
        xs = chart.rows().stream().filter(row -> at(row) >= 0).mapToDouble(Curves::at).summaryStatistics();
        ys = chart.scale(chart.columns().getFirst());
    }

    private void legend(Chart.Part part) {
        int n = chart.parts().indexOf(part);
        var whose = chart.parts().size() == 1 ? "" : ", " + part.who();
        for (int c = 0; c < chart.columns().size(); c++) {
            int column = c;
            legend.add((svg, x, y) -> mark(svg, n, column, x, y), Chart.named(part.table(), chart.columns().get(c)) + whose);
        }
        if (!chart.law().isEmpty()) legend.add((svg, x, y) -> svg.line(x - 8, y, x + 8, y, law(n)), chart.law() + whose);
    }

    String draw(String id) {
        var svg = new Svg(width, bottom + 44, id, chart.title(), chart.description());
        legend.draw(svg);
        svg.line(0, bottom, width, bottom, Svg.Paint.stroke(Svg.Tone.MUTED, 1));
        axis(svg);
        var all = new ArrayList<List<Point>>();
        for (int n = 0; n < chart.parts().size(); n++) {
            var part = chart.parts().get(n);
            if (!chart.law().isEmpty()) line(svg, points(part, chart.law()), law(n));
            for (int c = 0; c < chart.columns().size(); c++) {
                var points = points(part, chart.columns().get(c));
                line(svg, points, Svg.Paint.stroke(tone(n), 2));
                for (var point : points) {
                    mark(svg, n, c, point.x, point.y);
                    taken.add(new Box(point.x - 5, point.y - 5, point.x + 5, point.y + 5));
                }
                all.add(points);
            }
        }
        all.forEach(points -> labels(svg, points));
        return svg.toString();
    }

    private void axis(Svg svg) {
        double end = Double.NEGATIVE_INFINITY;
        for (var row : chart.rows().stream().filter(row -> at(row) >= 0).sorted(Comparator.comparingDouble(Curves::at)).toList()) {
            var text = number(row);
            double x = x(at(row)), half = Svg.width(text) / 2;
            svg.line(x, bottom, x, bottom + 4, Svg.Paint.stroke(Svg.Tone.MUTED, 1));
            if (x - half < end + 6) continue;
            svg.small(x, bottom + 18, Svg.Anchor.MIDDLE, Svg.Tone.MUTED, text);
            end = x + half;
        }
        var scales = logarithmic(xs) && logarithmic(ys) ? ", both scales logarithmic" : logarithmic(xs) ? ", logarithmic" : logarithmic(ys) ? "; the height is logarithmic" : "";
        svg.small(width / 2.0, bottom + 37, Svg.Anchor.MIDDLE, Svg.Tone.MUTED, axisName() + scales);
    }

    /** What the rows' names have in common, or else the heading above them. */
    private String axisName() {
        var names = chart.rows().stream().filter(row -> at(row) >= 0).map(row -> NUMBER.matcher(row).replaceFirst("n")).distinct().toList();
        return names.size() == 1 && !names.getFirst().equals("n") ? names.getFirst() : chart.parts().getFirst().table().name();
    }

    /** Each value at its point, the last ones first, wherever there is room above it or below: off the lines if that can be. */
    private void labels(Svg svg, List<Point> points) {
        for (var point : points.reversed()) {
            double half = Svg.width(point.text) / 2 + 2;
            double middle = Math.clamp(point.x, half, width - half);
            DoubleFunction<Box> box = base -> new Box(middle - half, base - 11, middle + half, base + 2);
            DoubleStream.of(point.y - 9, point.y + 19).boxed()
                    .filter(base -> base <= bottom - 2 && taken.stream().noneMatch(box.apply(base)::meets))
                    .min(Comparator.comparingLong(base -> lines.stream().filter(box.apply(base)::meets).count()))
                    .ifPresent(base -> {
                        svg.small(middle, base, Svg.Anchor.MIDDLE, Svg.Tone.INK, point.text);
                        taken.add(box.apply(base));
                    });
        }
    }

    private List<Point> points(Chart.Part part, String column) {
        return part.table().names().stream().filter(row -> at(row) >= 0 && chart.cell(part, row, column).value() > 0)
                .map(row -> new Point(x(at(row)), y(chart.cell(part, row, column).value()), chart.cell(part, row, column).text()))
                .sorted(Comparator.comparing(Point::x)).toList();
    }

    private void line(Svg svg, List<Point> points, Svg.Paint paint) {
        svg.through(points.stream().map(point -> new double[] {point.x, point.y}).toList(), paint);
        for (int n = 1; n < points.size(); n++)
            for (double part = 0; part < 1; part += 0.02) {
                double x = points.get(n - 1).x + part * (points.get(n).x - points.get(n - 1).x), y = points.get(n - 1).y + part * (points.get(n).y - points.get(n - 1).y);
                lines.add(new Box(x - 1, y - 1, x + 1, y + 1));
            }
    }

    private double x(double value) { return 24 + (width - 60) * part(value, xs, xs.getMin()); }

    private double y(double value) {
        int least = logarithmic(ys) ? 14 : 0;
        return bottom - least - (bottom - legend.height() - 22 - least) * part(value, ys, 0);
    }

    private static double part(double value, DoubleSummaryStatistics of, double least) {
        return logarithmic(of) ? Math.log(value / of.getMin()) / Math.log(of.getMax() / of.getMin()) : (value - least) / (of.getMax() - least);
    }

    private static boolean logarithmic(DoubleSummaryStatistics of) { return of.getMin() > 0 && of.getMax() / of.getMin() > MOST; }

    private static String number(String row) { return NUMBER.matcher(row).results().map(MatchResult::group).findFirst().orElse(""); }

    private static double at(String row) { return number(row).isEmpty() ? -1 : Double.parseDouble(number(row).replace(",", "")); }

    private static Svg.Tone tone(int n) { return n == 0 ? Svg.Tone.FIRST : Svg.Tone.SECOND; }

    private static Svg.Paint law(int n) { return n == 0 ? Svg.Paint.stroke(Svg.Tone.MUTED, 1.5).dashed() : Svg.Paint.stroke(Svg.Tone.SECOND, 1.5).dotted(); }

    /** The column gives the shape; the reader's are hollow. */
    private static void mark(Svg svg, int n, int column, double x, double y) {
        for (var paint : n == 0 ? List.of(Svg.Paint.fill(Svg.Tone.FIRST)) : List.of(Svg.Paint.fill(Svg.Tone.PAPER), Svg.Paint.stroke(Svg.Tone.SECOND, 2)))
            switch (column) {
                case 0 -> svg.circle(x, y, 4.5, paint);
                case 1 -> svg.rect(x - 4, y - 4, 8, 8, paint);
                default -> svg.through(List.of(new double[] {x, y - 5.5}, new double[] {x + 5.5, y + 4}, new double[] {x - 5.5, y + 4}, new double[] {x, y - 5.5}), paint);
            }
    }
}
