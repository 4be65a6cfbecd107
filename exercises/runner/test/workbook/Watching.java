package workbook;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The runner while it watches, without a terminal: its verdicts as they come. */
final class Watching implements AutoCloseable {
    private static final int PATIENCE = 150;        // seconds; machines that build are busy

    final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Watching(Copy copy, String... args) throws IOException {
        process = new ProcessBuilder(Copy.command(args)).directory(copy.root().toFile()).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader out = process.inputReader()) {
                out.lines().peek(said::add).forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                // it has ended
            }
        });
    }

    /** The next verdict: from the mark to the end of the page. */
    String verdict() throws InterruptedException {
        var verdict = new ArrayList<String>();
        while (verdict.isEmpty() || !verdict.getLast().startsWith("E0")) {
            var line = lines.poll(verdict.isEmpty() ? PATIENCE : 1, TimeUnit.SECONDS);
            if (line == null && verdict.isEmpty()) throw new AssertionError("no verdict; the runner " + (process.isAlive() ? "lives" : "has ended") + "; it said\n" + String.join("\n", said));
            if (line == null) break;
            if (!verdict.isEmpty() || line.matches("[✔✘] .*")) verdict.add(line);
        }
        return String.join("\n", verdict).strip();
    }

    /** Waits until the runner does something that shows elsewhere than in what it says. */
    void until(BooleanSupplier happens, String what) {
        for (long end = System.nanoTime() + PATIENCE * 1_000_000_000L; !happens.getAsBoolean(); LockSupport.parkNanos(1_000_000))
            if (System.nanoTime() > end) throw new AssertionError("never seen that " + what + "; the runner said\n" + String.join("\n", said));
    }

    /** Whatever it says within a time. */
    List<String> within(int millis) throws InterruptedException {
        Thread.sleep(millis);
        var said = new ArrayList<String>();
        lines.drainTo(said);
        return said;
    }

    @Override public void close() throws InterruptedException {
        process.destroy();
        if (process.waitFor(20, TimeUnit.SECONDS)) return;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("the runner did not end");
    }
}
