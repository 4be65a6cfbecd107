import module java.base;

/**
 * A picture as SVG text. Each colour is an attribute with its light value, for PDF and files, and a class, by which
 * theme/guide.css recolours it in a page. Lengths are CSS pixels, at a scale of 1; y is a text's base line.
 */
final class Svg {
    /** A colour by its use; a class of theme/guide.css has the same name in lower case. */
    enum Tone {
        PAPER("#fffefc"), LINE("#e2ddd3"), MUTED("#5d6470"), INK("#23272c"), ACCENT("#9a3b12"),
        FIRST("#b9582b"), SECOND("#1d5aa8"),
        HEAT1("#f6f0e8"), HEAT2("#f3cdb4"), HEAT3("#e0936a"), HEAT4("#9a3b12");

        final String light;

        Tone(String light) { this.light = light; }

        String as(String property) {
            return "class=\"%s-%s\" %1$s=\"%s\"".formatted(property, name().toLowerCase(Locale.ROOT), light);
        }
    }

    /** How a shape is painted: an area, or a line of some width. */
    record Paint(String attributes) {
        static Paint fill(Tone tone) { return new Paint(tone.as("fill")); }

        static Paint stroke(Tone tone, double width) {
            return new Paint("%s fill=\"none\" stroke-width=\"%s\"".formatted(tone.as("stroke"), number(width)));
        }

        Paint dashed() { return new Paint(attributes + " stroke-dasharray=\"5 4\""); }

        Paint dotted() { return new Paint(attributes + " stroke-dasharray=\"2 3\""); }
    }

    enum Anchor { START, MIDDLE, END }

    static final int SIZE = 13;

    private final StringBuilder shapes = new StringBuilder();
    private final int width, height;
    private final String id, title, description;

    /** The id is unique in its page: it ties the picture to its title, and to the description, which says all that it shows. */
    Svg(int width, int height, String id, String title, String description) {
        this.width = width;
        this.height = height;
        this.id = escape(id);
        this.title = title;
        this.description = description;
    }

    Svg rect(double x, double y, double width, double height, Paint paint) {
        return add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>", number(x), number(y), number(width), number(height), paint.attributes);
    }

    Svg circle(double x, double y, double radius, Paint paint) {
        return add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>", number(x), number(y), number(radius), paint.attributes);
    }

    Svg line(double x1, double y1, double x2, double y2, Paint paint) {
        return add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>", number(x1), number(y1), number(x2), number(y2), paint.attributes);
    }

    /** A line through points of x, y; with an area's paint, the polygon that they enclose. */
    Svg through(List<double[]> points, Paint paint) {
        var way = points.stream().map(point -> number(point[0]) + "," + number(point[1])).collect(Collectors.joining(" "));
        return add("<%s points=\"%s\" %s/>", paint.attributes.contains("fill=\"none\"") ? "polyline" : "polygon", way, paint.attributes);
    }

    Svg text(double x, double y, Anchor anchor, Tone tone, String words) { return text(x, y, anchor, tone, SIZE, "", words); }

    Svg strong(double x, double y, Anchor anchor, Tone tone, String words) { return text(x, y, anchor, tone, SIZE, " font-weight=\"600\"", words); }

    Svg small(double x, double y, Anchor anchor, Tone tone, String words) { return text(x, y, anchor, tone, SIZE - 1, "", words); }

    private Svg text(double x, double y, Anchor anchor, Tone tone, int size, String weight, String words) {
        return add("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\"%s %s>%s</text>",
                number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), size, weight, tone.as("fill"), escape(words));
    }

    private Svg add(String shape, Object... values) {
        shapes.append(shape.formatted(values)).append('\n');
        return this;
    }

    /** The width that a text may need: fonts differ, so it is a generous guess. */
    static double width(String words) { return words.codePointCount(0, words.length()) * SIZE * 0.58; }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    static String escape(String text) {
        return Blocks.escape(text).replace("\"", "&quot;");
    }

    @Override public String toString() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%1$d" height="%2$d" font-family="sans-serif" \
                role="img" aria-labelledby="%s-title" aria-describedby="%3$s-desc">
                <title id="%3$s-title">%s</title>
                <desc id="%3$s-desc">%s</desc>
                %s</svg>
                """.formatted(width, height, id, escape(title), escape(description), shapes);
    }
}
