import module java.base;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;

/** Where pages are shown: a terminal with keys, or plain text without an escape code. */
interface Screen extends AutoCloseable {
    int width();

    /** How many lines fit at once. */
    int height();

    void show(Page page);

    boolean hasKeys();

    /** Waits for a key: its character, or "up", "down", "enter", "other"; or "end" if no more will come. */
    String key();

    /** Gives the terminal to a program until that has ended, and then waits for a key. */
    void lend(ProcessBuilder program) throws IOException, InterruptedException;

    @Override void close() throws IOException;

    static boolean isTerminal() { return System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM")); }

    /** @param changed runs when the window has another size, {@code quit} at Ctrl-C */
    static Screen open(Runnable changed, Runnable quit) throws IOException { return isTerminal() ? new OfTerminal(changed, quit) : new Plain(); }

    /** For pipes, files and logs. Nothing is ever cleared. */
    final class Plain implements Screen {
        @Override public int width() { return 100; }

        @Override public int height() { return Integer.MAX_VALUE; }

        @Override public void show(Page page) {
            page.lines().forEach(System.out::println);
            System.out.println();
            if (System.out.checkError()) throw new UncheckedIOException(new IOException("nobody reads the output any more"));
        }

        @Override public boolean hasKeys() { return false; }

        @Override public String key() { return "end"; }

        @Override public void lend(ProcessBuilder program) { throw new IllegalStateException("no terminal to lend"); }

        @Override public void close() {}
    }

    final class OfTerminal implements Screen {
        private final Terminal terminal;
        private final Attributes cooked;
        private final BindingReader reader;
        private final KeyMap<String> keys = new KeyMap<>();
        private final boolean colours = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        private volatile boolean lent;

        OfTerminal(Runnable changed, Runnable quit) throws IOException {
            terminal = TerminalBuilder.builder().system(true).build();
            cooked = terminal.enterRawMode();
            terminal.handle(Terminal.Signal.WINCH, _ -> changed.run());
            terminal.handle(Terminal.Signal.INT, _ -> { if (!lent) quit.run(); });
            reader = new BindingReader(terminal.reader());
            for (char c = '0'; c <= 'z'; c++) keys.bind("" + c, "" + c);
            keys.setUnicode("other");
            keys.setNomatch("other");
            keys.bind("enter", "\r", "\n");
            keys.bind("up", KeyMap.key(terminal, InfoCmp.Capability.key_up), "\033[A");
            keys.bind("down", KeyMap.key(terminal, InfoCmp.Capability.key_down), "\033[B");
        }

        @Override public int width() { return Math.clamp(terminal.getColumns() - 1, 40, 110); }

        @Override public int height() { return terminal.getRows() < 8 ? Integer.MAX_VALUE : terminal.getRows(); }

        /** Clears and writes in one go, so that nothing flickers. What is too long for the window scrolls. */
        @Override public void show(Page page) {
            if (lent) return;
            terminal.puts(InfoCmp.Capability.clear_screen);
            terminal.writer().print(page.lines().stream().map(this::look).collect(Collectors.joining("\r\n")));
            terminal.flush();
        }

        private String look(AttributedString line) { return colours ? line.toAnsi(terminal) : line.toString(); }

        @Override public boolean hasKeys() { return true; }

        @Override public String key() {
            var key = reader.readBinding(keys);
            return key == null ? "end" : key;
        }

        @Override public void lend(ProcessBuilder program) throws IOException, InterruptedException {
            lent = true;
            terminal.puts(InfoCmp.Capability.clear_screen);
            terminal.flush();
            terminal.setAttributes(cooked);
            try {
                program.inheritIO().start().waitFor();
            } finally {
                terminal.enterRawMode();
                lent = false;
            }
            terminal.writer().print("\r\nany key: back to the exercise ");
            terminal.flush();
            key();
        }

        @Override public void close() throws IOException {
            terminal.writer().println();
            terminal.setAttributes(cooked);
            terminal.close();
        }
    }
}
