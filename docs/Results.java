import module java.base;

/** The captured output of the lessons in one folder, and the values in it. Knows nothing else of a lesson. */
final class Results {
    /** A line of "You saw": ✔ shown, ✘ not shown here, – inconclusive. */
    record Saw(char mark, String sentence) {}

    /** A table as it is printed: its headings, and below each a cell of every row. */
    record Table(List<String> headings, List<List<String>> rows) {
        String name() { return headings.getFirst(); }

        List<String> names() { return rows.stream().map(List::getFirst).toList(); }

        /** The same with these rows, or with all if none is named. */
        Table only(List<String> names) {
            return new Table(headings, rows.stream().filter(cells -> names.isEmpty() || names.contains(cells.getFirst())).toList());
        }

        boolean has(String column) { return headings.lastIndexOf(column) > 0; }

        Optional<String> cell(String row, String column) {
            return rows.stream().filter(cells -> has(column) && cells.getFirst().equals(row))
                    .map(cells -> cells.get(headings.lastIndexOf(column))).findFirst();
        }
    }

    record Lesson(String id, List<String> lines, List<Table> tables, List<Saw> saw, Map<String, String> values) {
        String title() { return cells(lines.getFirst()).getFirst().replaceFirst("^L\\d\\d · ", ""); }
    }

    private static final Pattern RESULT = Pattern.compile("(?:You saw {4}| {11})([✔✘–]) (.*)");

    private final Map<String, Lesson> lessons = new TreeMap<>();
    private final String machine;

    /** Reads L01.txt and so on, and machine.txt: one line on machine, JDK and date. */
    Results(Path folder, Faults faults) throws IOException {
        for (var file : captures(folder)) {
            var id = file.getFileName().toString().replace(".txt", "");
            lessons.put(id, read(id, file, faults));
        }
        var machineFile = folder.resolve("machine.txt");
        machine = Files.exists(machineFile) ? Files.readString(machineFile).strip() : "";
        if (machine.isEmpty() && !lessons.isEmpty())
            faults.add(machineFile, 1, "missing: one line on machine, JDK and date");
    }

    String machine() { return machine; }

    Optional<Lesson> lesson(String id) { return Optional.ofNullable(lessons.get(id)); }

    /** Every value under its name, such as l05-virtual-threads-speed-up, l05-mark-1, l05-saw-1. */
    Map<String, String> values() {
        var values = new TreeMap<String, String>();
        lessons.values().forEach(lesson -> values.putAll(lesson.values));
        return values;
    }

    /** The name of a value, from a row's and a heading's words. */
    static String name(String id, String words) {
        return (id + " " + words).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    static List<Path> captures(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("L\\d\\d\\.txt")).sorted().toList();
        }
    }

    private static Lesson read(String id, Path file, Faults faults) throws IOException {
        var lines = Files.readAllLines(file);
        while (!lines.isEmpty() && lines.getLast().isBlank()) lines.removeLast();
        if (lines.isEmpty() || cells(lines.getFirst()).size() != 2) {
            faults.add(file, 1, "the first line must hold a title and the machine");
            return new Lesson(id, List.of(id), List.of(), List.of(), Map.of());
        }
        var values = new Values(id);
        var tables = tables(file, lines, values, faults);
        var saw = saw(lines);
        for (int n = 1; n <= saw.size(); n++) {
            values.put("mark-" + n, "" + saw.get(n - 1).mark);
            values.put("saw-" + n, saw.get(n - 1).sentence);
        }
        var lesson = new Lesson(id, lines, tables, saw, values.found);
        values.put("title", lesson.title());
        return lesson;
    }

    /** Tables stand between blank lines: headings, then rows of a model's name and its cells; a last bar, █ with what is missing as ░, has no heading. */
    private static List<Table> tables(Path file, List<String> lines, Values values, Faults faults) {
        var tables = new ArrayList<Table>();
        Table table = null;
        boolean timeline = false;
        for (int n = 0; n < lines.size(); n++) {
            var line = lines.get(n);
            if (!line.matches(" {2}\\S.*")) {
                table = null;
                timeline = false;
            } else if (!timeline) {
                var cells = cells(line);
                if (table != null) row(table, cells, values, file, n + 1, faults);
                else if (cells.size() > 1) tables.add(table = new Table(cells, new ArrayList<>()));
                else if (line.endsWith(" ms")) timeline = true;
                else faults.add(file, n + 1, "neither a table's headings nor a timeline's: '%s'".formatted(line.strip()));
            }
        }
        return tables;
    }

    private static void row(Table table, List<String> cells, Values values, Path file, int line, Faults faults) {
        var headings = table.headings;
        boolean bar = cells.size() == headings.size() + 1 && cells.getLast().matches("[█░]+");
        if (cells.size() != headings.size() && !bar) {
            faults.add(file, line, "%d cells under %d headings".formatted(cells.size(), headings.size()));
            return;
        }
        table.rows.add(cells);
        for (int c = 1; c < headings.size(); c++) {
            var name = cells.getFirst() + "-" + headings.get(c);
            var value = cells.get(c).replaceFirst("^[░▒▓█] ", "");     // the shade of a heat map is for the eye only
            values.put(name, value);
            if (!table.name().equals("model")) values.put(table.name() + "-" + name, value);
        }
    }

    private static List<Saw> saw(List<String> lines) {
        var saw = new ArrayList<Saw>();
        boolean here = false;
        for (var line : lines) {
            if (!line.startsWith(" ")) here = line.startsWith("You saw");
            var result = RESULT.matcher(line);
            if (!here) continue;
            if (result.matches()) saw.add(new Saw(result.group(1).charAt(0), result.group(2)));
            else if (!saw.isEmpty() && !line.isBlank()) {
                var last = saw.removeLast();
                saw.add(new Saw(last.mark, last.sentence + " " + line.strip()));
            }
        }
        return List.copyOf(saw);
    }

    private static List<String> cells(String line) { return List.of(line.strip().split(" {2,}")); }

    /** Values by name. A name that two tables give stands for neither: it needs the table's first heading before it. */
    private static final class Values {
        final Map<String, String> found = new TreeMap<>();
        private final Set<String> seen = new HashSet<>();
        private final String id;

        Values(String id) { this.id = id; }

        void put(String words, String value) {
            var name = name(id, words);
            if (seen.add(name)) found.put(name, value);
            else found.remove(name);
        }
    }
}
