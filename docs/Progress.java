import module java.base;

/** What is told while lessons run: on a terminal one line that is drawn anew, elsewhere a plain line for each lesson. */
final class Progress {
    private static final int BAR = 20, WIDTH = 79;

    private final boolean terminal = System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
    private final Collection<String> all, todo;
    private final Times times;
    private final long start = System.nanoTime();
    private String number, lesson;   // none between lessons
    private long begun;

    /** All lessons, and those of them that are not begun yet, as they become fewer. */
    Progress(Collection<String> all, Collection<String> todo, Times times) {
        this.all = all;
        this.todo = todo;
        this.times = times;
    }

    void begin(String number, Path file) {
        this.number = number;
        lesson = file.getFileName().toString().replace(".java", "");
        begun = System.nanoTime();
        if (!terminal) IO.print("  %2d of %d  %s … ".formatted(all.size() - todo.size(), all.size(), lesson));
        draw();
    }

    void draw() {
        if (terminal) IO.print(("\r%-" + WIDTH + "s").formatted("  %s  %d of %d  %s  %s%s".formatted(
                bar(), all.size() - todo.size(), all.size(), lesson, spent(), left())));
        System.out.flush();
    }

    void end(String outcome) {
        if (!terminal) IO.println(outcome);
        lesson = null;
    }

    /** Tells something on a line of its own. */
    void tell(PrintStream where, String line) {
        if (terminal) IO.print(("\r%-" + WIDTH + "s\r").formatted(""));
        else if (lesson != null) IO.println();
        System.out.flush();
        where.println(line);
    }

    String spent() {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private double elapsed() { return (System.nanoTime() - begun) / 1e9; }

    /** Filled by the time that the lessons take or, as long as none is known, by their number. */
    private String bar() {
        double done = Math.min(elapsed(), times.expected(number).orElse(0));
        for (var other : all) if (!todo.contains(other) && !other.equals(number)) done += times.expected(other).orElse(1);
        double total = all.stream().mapToDouble(each -> times.expected(each).orElse(1)).sum();
        int filled = (int) Math.floor(BAR * done / total);
        return "█".repeat(filled) + "░".repeat(BAR - filled);
    }

    private String left() {
        if (times.expected(number).isEmpty()) return "";
        double seconds = Math.max(0, times.expected(number).getAsDouble() - elapsed());
        for (var other : todo) seconds += times.expected(other).getAsDouble();
        return seconds < 100 ? "  about %.0f s left".formatted(Math.ceil(seconds)) : "  about %.0f min left".formatted(Math.ceil(seconds / 60));
    }
}
