/** A line on the terminal that says how far it is. */
final class Progress {
    private Progress() {}

    private static final boolean TERMINAL = System.console() != null && System.console().isTerminal();

    static void show(String line) { if (TERMINAL) System.err.printf("\r  %-70.70s\r", line); }

    static void clear() { if (TERMINAL) System.err.printf("\r%79s\r", ""); }
}
