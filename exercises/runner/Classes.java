import module java.base;

/**
 * The classes of one run: the learner's and the test's, loaded anew each time so that no static field remembers the last
 * run. The kit and the libraries are shared. The folder answers for resources too, so the tests can read the classes' bytes.
 */
final class Classes extends URLClassLoader {
    /** The shared test helpers, which lie in the same package tree and must be the same for all. */
    static final class Kit extends URLClassLoader {
        final Path folder;

        Kit(Path folder) throws IOException {
            super("kit", new URL[] {folder.toUri().toURL()}, Kit.class.getClassLoader());
            this.folder = folder;
        }
    }

    private static final AtomicInteger RUNS = new AtomicInteger();

    /** The name tells runs apart in stack traces. */
    Classes(Path folder, Kit kit) throws IOException { super("run " + RUNS.incrementAndGet(), new URL[] {folder.toUri().toURL()}, kit); }
}
