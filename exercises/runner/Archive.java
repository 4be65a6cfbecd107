import module java.base;

/** The libraries' classes as a judging JVM has them in its memory; with it the next ones start sooner. A JVM ignores it if it does not fit. */
final class Archive implements AutoCloseable {
    private final Path file;
    private Process writer;

    Archive(Book book) {
        var fits = Objects.hash(System.getProperty("java.vm.version"), System.getProperty("java.class.path"));
        file = book.state().resolve("classes/judge-%016x.jsa".formatted(fits));
    }

    /** The JVM's option to use it, if it is there. */
    Optional<String> option() { return Files.exists(file) ? Optional.of("-XX:SharedArchiveFile=" + file) : Optional.empty(); }

    /** Writes it, if it is not there, while others go on: a JVM warms up, ends because nobody asks it anything, and leaves it. */
    void write() throws IOException {
        if (writer != null || Files.exists(file)) return;
        var part = file.resolveSibling("run-" + ProcessHandle.current().pid()).resolve("judge.jsa");
        writer = Jvm.start(Optional.of("-XX:ArchiveClassesAtExit=" + part));
        writer.getOutputStream().close();
        writer.onExit().thenRun(() -> keep(part));
    }

    private void keep(Path part) {
        try (var all = Files.list(file.getParent())) {
            for (var old : all.filter(other -> other.toString().endsWith(".jsa")).toList()) Files.deleteIfExists(old);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // it was not written, or is in use: the JVMs start a little later
        }
    }

    @Override public void close() { if (writer != null) writer.destroyForcibly(); }
}
