package workbook;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** One command without a terminal: what it printed and how it ended. */
record Run(int code, String out, String err) {
    static Run in(Copy copy, String... args) throws Exception { return in(copy, new ProcessBuilder(Copy.command(args))); }

    static Run in(Copy copy, ProcessBuilder command) throws Exception {
        var out = Files.createTempFile("runner", ".out");
        var err = Files.createTempFile("runner", ".err");
        try {
            var process = command.directory(copy.root().toFile()).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("not over after 3 minutes; it printed " + Files.readString(out));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
