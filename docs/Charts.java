import module java.base;

/** Charts of lessons' results, as figures of a page and as pictures for other papers. */
final class Charts {
    /** Widths, in CSS pixels, of the two pictures of which a page shows the one that fits: text is not scaled. */
    static final int WIDE = 720, NARROW = 340;

    private final Results reference, mine;
    private int count;

    Charts(Results reference, Results mine) {
        this.reference = reference;
        this.mine = mine;
    }

    /** @throws IllegalArgumentException with what is not there, in one line */
    Chart chart(String lesson, Map<String, String> options) { return Chart.of(lesson, options, reference, mine); }

    /** A figure of HTML: what it shows and where that was measured, the picture, what to see. */
    String figure(Chart chart) {
        var machines = chart.parts().stream().map(part -> "<small>%s%s: %s</small>".formatted(
                Character.toUpperCase(part.who().charAt(0)), part.who().substring(1), Svg.escape(part.machine()))).collect(Collectors.joining());
        var see = chart.see().isEmpty() ? "" : "<p>%s</p>".formatted(Svg.escape(chart.see()));
        return """
                <figure class="chart %s">
                <figcaption><b>%s</b>%s</figcaption>
                <div class="wide">%s</div><div class="narrow">%s</div>
                %s</figure>
                """.formatted(chart.kind(), Svg.escape(chart.title()), machines, picture(chart, WIDE), picture(chart, NARROW), see);
    }

    /**
     * The picture alone, as the text of an SVG file. Its colours are attributes, in their light values, so that it needs
     * no style sheet: for PDF, slides and img elements. Width {@link #WIDE} is for paper, {@link #NARROW} for phones.
     */
    String picture(Chart chart, int width) {
        var id = "chart-" + ++count;
        return switch (chart.kind()) {
            case "heat" -> new Heat(chart, width).draw(id);
            case "line" -> new Curves(chart, width).draw(id);
            default -> new Bars(chart, width).draw(id);
        };
    }
}
