import module java.base;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Styled lines, wrapped to a width. Labels stand at the margin and their text at column 12, as in the lessons. */
final class Page {
    enum Style {
        PLAIN(AttributedStyle.DEFAULT), BOLD(AttributedStyle.BOLD), FAINT(AttributedStyle.DEFAULT.faint()),
        GOOD(AttributedStyle.BOLD.foreground(AttributedStyle.GREEN)), BAD(AttributedStyle.BOLD.foreground(AttributedStyle.RED)),
        LABEL(AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)), CHOSEN(AttributedStyle.INVERSE);

        final AttributedStyle look;

        Style(AttributedStyle look) { this.look = look; }
    }

    private static final int COLUMN = 11;

    private final int width;
    private final List<AttributedString> lines = new ArrayList<>();

    Page(int width) { this.width = width; }

    List<AttributedString> lines() { return lines; }

    /** Leaves out lines of the middle if there are more than fit: what the verdict says first stays, and what came last. */
    Page fit(int rows) {
        int left = lines.size() - rows + 1;
        if (left < 2) return this;
        int top = rows / 2;
        lines.subList(top, top + left).clear();
        lines.add(top, new AttributedString("… %d lines are left out: a larger window has room for them".formatted(left), Style.FAINT.look));
        return this;
    }

    Page gap() { return line(Style.PLAIN, ""); }

    /** One line as it is, however long. */
    Page line(Style style, String text) {
        lines.add(new AttributedString(text, style.look));
        return this;
    }

    /** Text to the left, and text at the right end of the same line if there is room, else below. */
    Page ends(Style style, String left, Style rightStyle, String right) {
        int space = width - new AttributedString(left).columnLength() - new AttributedString(right).columnLength();
        if (space < 2) return text(style, left).text(rightStyle, right);
        lines.add(new AttributedStringBuilder().append(left, style.look).append(" ".repeat(space)).append(right, rightStyle.look).toAttributedString());
        return this;
    }

    /** A paragraph; what begins with a mark such as ✔ is indented below it. */
    Page text(Style style, String text) {
        var indent = text.matches("[✔✘–] .*") ? "  " : "";
        var rest = wrap(text, width - indent.length());
        for (int i = 0; i < rest.size(); i++) line(style, (i == 0 ? "" : indent) + rest.get(i));
        return this;
    }

    /** A label, and a paragraph beside it; what is too wide for that, such as a path, stands below it and further left. */
    Page item(String label, String text) {
        var left = label;
        for (var line : wrap(text, width - COLUMN)) {
            int indent = Math.clamp(width - new AttributedString(line).columnLength(), 0, COLUMN);
            if (indent < COLUMN && !left.isEmpty()) lines.add(new AttributedString(left, Style.LABEL.look));
            if (indent < COLUMN) left = "";
            lines.add(new AttributedStringBuilder().append(left, Style.LABEL.look).append(" ".repeat(indent - left.length())).append(line, Style.PLAIN.look).toAttributedString());
            left = "";
        }
        return this;
    }

    /** Breaks lines between words; a word that is wider than the line stays whole, so that a path can be clicked. */
    private static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ")) {
                if (!line.isEmpty() && new AttributedString(line + " " + word).columnLength() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
