import module java.base;

/** What is wrong with the guide: each fault with its place in a source file, in order and once. */
final class Faults {
    record Fault(String file, int line, String message) {
        @Override public String toString() { return "%s:%d: %s".formatted(file, line, message); }
    }

    private final Path root;
    private final SortedSet<Fault> all = new TreeSet<>(
            Comparator.comparing(Fault::file).thenComparing(Fault::line).thenComparing(Fault::message));

    Faults(Path root) { this.root = root; }

    SortedSet<Fault> all() { return all; }

    void add(Path file, int line, String message) {
        all.add(new Fault(root.relativize(file).toString(), line, message.replace(root + File.separator, "")));
    }

    /** Adds a fault whose place is not known: it stands on every line of the file that has one of the texts. */
    void addAt(Path file, String message, String... texts) {
        var lines = lines(file);
        var places = IntStream.rangeClosed(1, lines.size())
                .filter(n -> Stream.of(texts).anyMatch(lines.get(n - 1)::contains))
                .toArray();
        for (int line : places.length > 0 ? places : new int[] {1}) add(file, line, message);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
