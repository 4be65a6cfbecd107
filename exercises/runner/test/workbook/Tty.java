package workbook;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/** The runner in a real pseudo-terminal, and the screen that a learner sees. */
final class Tty implements AutoCloseable {
    private static final int PATIENCE = 150;        // seconds; machines that build are busy

    private final PtyProcess process;
    private final ScreenTerminal screen;
    private final StringBuffer raw = new StringBuffer();
    private final int rows;
    private int columns;

    Tty(Path folder, int columns, int rows, Map<String, String> environment, List<String> command) throws IOException {
        var all = new HashMap<>(System.getenv());
        all.keySet().removeAll(List.of("NO_COLOR", "COLORTERM"));
        all.put("TERM", "xterm-256color");
        all.putAll(environment);
        this.columns = columns;
        this.rows = rows;
        screen = new ScreenTerminal(columns, rows);
        process = new PtyProcessBuilder(command.toArray(String[]::new)).setDirectory(folder.toString()).setEnvironment(all)
                .setInitialColumns(columns).setInitialRows(rows).start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        var buffer = new char[4_000];
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int n; (n = out.read(buffer)) > 0; ) {
                raw.append(buffer, 0, n);
                screen.write(new String(buffer, 0, n));
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /** Types keys, one after the other. */
    Tty type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Waits until all of this stands on the screen, and returns the screen. */
    String sees(String... texts) throws InterruptedException { return sees(screen -> List.of(texts).stream().allMatch(screen::contains), String.join(" and ", texts)); }

    private String sees(Predicate<String> what, String name) throws InterruptedException {
        for (int i = 0; i < PATIENCE * 20; i++) {
            var now = text();
            if (what.test(now)) return now;
            Thread.sleep(50);
        }
        throw new AssertionError("never seen: %s; the screen is%n%s".formatted(name, text()));
    }

    String text() {
        var cells = cells();
        var lines = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int c = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
                line.appendCodePoint(c == 0 || c == 0xa0 ? ' ' : c);
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines).stripTrailing();
    }

    /** The screen's cells, row after row. */
    long[] cells() {
        var cells = new long[columns * rows];
        screen.dump(cells, 0, 0, rows, columns, new int[2]);
        return cells;
    }

    /** Everything that came, with its escape codes. */
    String raw() { return raw.toString(); }

    void resize(int columns) {
        this.columns = columns;
        screen.setSize(Size.of(columns, rows));
        process.setWinSize(new WinSize(columns, rows));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("it does not end; the screen is\n" + text());
        return process.exitValue();
    }

    @Override public void close() {
        ProcessHandle.of(process.pid()).ifPresent(runner -> {
            runner.descendants().forEach(ProcessHandle::destroyForcibly);
            runner.destroyForcibly();
        });
    }
}
