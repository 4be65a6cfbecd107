//JAVA 25
//DESCRIPTION Records a session with the workbook's runner in a real terminal, as docs/images/workbook.svg
//DEPS org.jline:jline-terminal:4.5.0
//DEPS org.jetbrains.pty4j:pty4j:0.13.12
//DEPS org.slf4j:slf4j-nop:2.0.17
//SOURCES Tty.java
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8
package workbook;

import module java.base;
import org.jline.utils.ScreenTerminal;

/*
 * Records what a learner sees: clones the checkout, drives the runner by keys and saves, and draws the screens as frames
 * of one SVG that plays by itself, without a script. Who wants less motion sees the last frame.
 *
 * Run: ./jbang exercises/runner/test/workbook/Record.java
 */
public class Record {
    private static final int COLUMNS = 84, ROWS = 19, LINE = 18, SECONDS = 4;
    private static final double CHARACTER = 8.4;        // px, of a font of 14 px
    private static final String EXERCISE = "E02_ManyChefs";
    private static final String GREEN = "#4ec97b", RED = "#ff7b72", CYAN = "#6cc7e6", TEXT = "#d6dae0", FAINT = "#8b949e", GROUND = "#14181d";

    private final Path copy;
    private final List<String> frames = new ArrayList<>();

    private Record(Path copy) { this.copy = copy; }

    public static void main(String... args) throws Exception {
        var root = Path.of("").toAbsolutePath();
        var copy = Files.createTempDirectory("record");
        if (new ProcessBuilder("git", "clone", "-q", root.toString(), copy.toString()).inheritIO().start().waitFor() != 0) throw new IOException("git clone failed");
        try {
            var record = new Record(copy);
            record.play();
            var image = root.resolve("docs/images/workbook.svg");
            Files.createDirectories(image.getParent());
            Files.writeString(image, record.svg());
            IO.println("%d frames: %s".formatted(record.frames.size(), root.relativize(image)));
        } finally {
            try (var files = Files.walk(copy)) {
                for (var file : files.toList().reversed()) Files.delete(file);
            }
        }
    }

    private void play() throws Exception {
        Files.createDirectories(copy.resolve(".workbook"));
        Files.writeString(copy.resolve(".workbook/progress"), "E01_OneChefManyOrders passed=2026-01-01T00:00:00Z\n");
        try (var tty = new Tty(copy, COLUMNS, ROWS, Map.of(), List.of(copy.resolve("jbang").toString(), "workbook"))) {
            frame(tty, "E02 · Many chefs", "✘ at most 1 of 4", "q quit");
            tty.type("h");
            frame(tty, "Hint 1 of 3", "q quit");
            answer("wrong/leaves-the-pool-open", text -> text.replace("Executors.new", "Executor.new"));
            frame(tty, "✘ does not compile", "q quit");
            answer("wrong/leaves-the-pool-open", text -> text);
            frame(tty, "✘ 3 threads are left behind", "Perhaps", "q quit");
            answer("reference", text -> text);
            frame(tty, "✔ passed", "2 of ", "q quit");
            tty.type("n");
            frame(tty, "E03 · ", "✘", "q quit");
            tty.type("q").exitCode();
        }
    }

    private void answer(String name, UnaryOperator<String> change) throws IOException {
        var solutions = copy.resolve("solutions/" + EXERCISE);
        var story = Files.readString(solutions.resolve("starter/" + EXERCISE + ".java")).replaceFirst("(?s)^.*?(?=/\\*)", "").replaceFirst("(?s)(?<=\\*/\n).*$", "");
        var text = Files.readString(solutions.resolve(name + "/" + EXERCISE + ".java")).replaceFirst("(?s)^// .*?(?=package)", "").replaceFirst("(?m)^public class", Matcher.quoteReplacement(story) + "$0");
        Files.writeString(copy.resolve("exercises/src/main/java/workbook/" + EXERCISE + ".java"), change.apply(text));
    }

    private void frame(Tty tty, String... texts) throws InterruptedException {
        IO.println(tty.sees(texts) + "\n" + "─".repeat(COLUMNS));
        var cells = tty.cells();
        var frame = new StringBuilder();
        for (int row = 0; row < ROWS; row++) frame.append(line(cells, row));
        frames.add(frame.toString());
    }

    /** A line of the screen: a text for each run of cells that look alike. */
    private static String line(long[] cells, int row) {
        var line = new StringBuilder();
        for (int from = 0, to; from < COLUMNS; from = to) {
            long look = ScreenTerminal.cellAttr(cells[row * COLUMNS + from]);
            var text = new StringBuilder();
            for (to = from; to < COLUMNS && ScreenTerminal.cellAttr(cells[row * COLUMNS + to]) == look; to++) text.appendCodePoint(Math.max(' ', ScreenTerminal.cellCodePoint(cells[row * COLUMNS + to])));
            if (!text.toString().isBlank()) line.append("<text x='%.1f' y='%d' %s>%s</text>\n".formatted(16 + from * CHARACTER, 56 + row * LINE, look(cells[row * COLUMNS + from]),
                    text.toString().stripTrailing().replace("&", "&amp;").replace("<", "&lt;").replace(' ', '\u00a0')));
        }
        return line.toString();
    }

    private static String look(long cell) {
        int colour = ScreenTerminal.cellHasForeground(cell) ? ScreenTerminal.cellForeground(cell) : -1;
        boolean red = (colour >> 8 & 15) > (colour >> 4 & 15), blue = (colour & 15) > 4;
        var fill = colour < 0 ? ScreenTerminal.cellDim(cell) ? FAINT : TEXT : red ? RED : blue ? CYAN : GREEN;
        return "fill='%s'%s".formatted(fill, ScreenTerminal.cellBold(cell) ? " font-weight='bold'" : "");
    }

    private String svg() {
        int width = (int) (COLUMNS * CHARACTER) + 32, height = ROWS * LINE + 68, all = frames.size() * SECONDS;
        double share = 100.0 / frames.size();
        var svg = new StringBuilder("""
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img' aria-label='A session with the workbook runner'>
                <style>
                text { font: 14px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
                .f { visibility: hidden; animation: show %ds step-end infinite }
                @keyframes show { 0%% { visibility: visible } %.3f%% { visibility: hidden } }
                @media (prefers-reduced-motion: reduce) { .f { animation: none } .f:last-child { visibility: visible } }
                </style>
                <rect width='100%%' height='100%%' rx='10' fill='%s'/>
                <circle cx='22' cy='20' r='6' fill='#ff5f57'/><circle cx='42' cy='20' r='6' fill='#febc2e'/><circle cx='62' cy='20' r='6' fill='#28c840'/>
                """.formatted(width, height, width, height, all, share, GROUND));
        for (int i = 0; i < frames.size(); i++) svg.append("<g class='f' style='animation-delay: %ds'>\n%s</g>\n".formatted(i * SECONDS - all, frames.get(i)));
        return svg.append("</svg>\n").toString();
    }
}
