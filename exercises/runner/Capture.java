import module java.base;

/** Standard output and error of a run: keeps the beginning, and counts the rest, so that a flood does no harm. */
final class Capture extends OutputStream {
    private static final int KEPT = 2_000;      // bytes: some twenty lines, what a screen can show

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long more;

    /** Takes over both streams, until the next one does. */
    static Capture start() {
        var capture = new Capture();
        System.setOut(new PrintStream(capture, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        return capture;
    }

    @Override public synchronized void write(int b) {
        if (kept.size() < KEPT) kept.write(b);
        else if (b == '\n') more++;
    }

    synchronized String text() { return kept.toString(StandardCharsets.UTF_8); }

    /** How many lines were left out. */
    synchronized long more() { return more; }
}
