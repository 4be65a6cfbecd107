import module java.base;

/**
 * What the learner has reached, kept in {@code .workbook/progress}: a line for each exercise, its name and then
 * {@code key=value} pairs. The file is only ever replaced as a whole, so it is always a whole one. Lines of exercises that
 * the workbook does not have (any more, or yet) are kept.
 */
final class Progress {
    /** @param passed when for the first time, or null; {@code hints} how many levels were shown */
    record Entry(Instant passed, int hints) {
        static final Entry NONE = new Entry(null, 0);

        boolean isPassed() { return passed != null; }
    }

    private final Book book;
    private final Path file;

    Progress(Book book) {
        this.book = book;
        file = book.state().resolve("progress");
    }

    Entry of(Exercise exercise) throws IOException {
        var lines = read();
        var key = key(exercise, lines.keySet());
        return key.isEmpty() ? Entry.NONE : entry(lines.get(key.get()));
    }

    void passed(Exercise exercise) throws IOException {
        update(exercise, entry -> entry.isPassed() ? entry : new Entry(Instant.now().truncatedTo(ChronoUnit.SECONDS), entry.hints));
    }

    /** Shown hints stay shown: the level never goes down. */
    void hinted(Exercise exercise, int level) throws IOException {
        update(exercise, entry -> new Entry(entry.passed, Math.max(level, entry.hints)));
    }

    void reset(Exercise exercise) throws IOException { update(exercise, _ -> Entry.NONE); }

    /** Under a lock, since a second runner may be at work in the same checkout. */
    private void update(Exercise exercise, UnaryOperator<Entry> change) throws IOException {
        Files.createDirectories(file.getParent());
        try (var lock = FileChannel.open(file.resolveSibling("progress.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = lock.lock()) {
            var lines = read();
            var key = key(exercise, lines.keySet());
            var entry = change.apply(key.map(lines::get).map(Progress::entry).orElse(Entry.NONE));
            key.ifPresent(lines::remove);
            lines.put(exercise.name(), line(exercise, entry));
            write(String.join("\n", lines.values()) + "\n");
        }
    }

    /** Written beside it and moved over it: a kill at any moment leaves the old file or the new one. */
    private void write(String text) throws IOException {
        var part = file.resolveSibling("progress.part");
        try (var out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(StandardCharsets.UTF_8.encode(text));
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The lines by the names that they begin with, sorted. */
    private SortedMap<String, String> read() throws IOException {
        var lines = new TreeMap<String, String>();
        if (Files.exists(file)) for (var line : Files.readAllLines(file)) if (!line.isBlank()) lines.put(line.strip().split(" ")[0], line);
        return lines;
    }

    /**
     * The line that is the exercise's: of the same name; or else of an exercise that is gone and had the same slug (it was
     * moved) or the same number (it was renamed).
     */
    private Optional<String> key(Exercise exercise, Set<String> names) throws IOException {
        if (names.contains(exercise.name())) return Optional.of(exercise.name());
        var known = book.exercises().stream().map(Exercise::name).toList();
        var gone = names.stream().filter(name -> name.matches("E\\d\\d_.+") && !known.contains(name)).toList();
        var moved = gone.stream().filter(name -> name.endsWith("_" + exercise.slug())).findFirst();
        return moved.or(() -> gone.stream().filter(name -> name.startsWith(exercise.id() + "_") && known.stream().noneMatch(other -> other.endsWith(name.substring(3)))).findFirst());
    }

    private static Entry entry(String line) {
        Instant passed = null;
        int hints = 0;
        for (var word : line.split(" ")) {
            if (word.matches("passed=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) passed = Instant.parse(word.substring(7));
            if (word.matches("hints=\\d")) hints = word.charAt(6) - '0';
        }
        return new Entry(passed, hints);
    }

    private static String line(Exercise exercise, Entry entry) {
        return exercise.name() + (entry.isPassed() ? " passed=" + entry.passed : "") + (entry.hints > 0 ? " hints=" + entry.hints : "");
    }
}
