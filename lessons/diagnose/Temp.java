import module java.base;

/** A temporary folder, which goes when it is closed or the program is ended by Ctrl-C. */
final class Temp implements AutoCloseable {
    final Path path;
    private final Thread hook = new Thread(this::delete);

    Temp(String name) throws IOException {
        path = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override public void close() {
        delete();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void delete() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException gone) {
            // somebody else was faster
        }
    }
}
