import module java.base;

/** What a chart shows: some columns of a lesson's table, and beside them those of the reader's table if there is one. */
record Chart(String lesson, String kind, String title, String see, String law, List<String> columns, List<Part> parts) {
    /** Whose numbers: a name, the line on machine, JDK and date, and the table with the rows that are shown. */
    record Part(String who, String machine, Results.Table table) {}

    /** A cell as printed, and its value in the base of its unit (s, B, or as it is), NaN if it is no number. */
    record Cell(String text, double value, String unit) {
        boolean isNumber() { return !Double.isNaN(value); }
    }

    static final Set<String> KINDS = Set.of("bars", "line", "heat");
    private static final Set<String> OPTIONS = Set.of("title", "see", "kind", "table", "column", "rows", "law");
    private static final Pattern NUMBER = Pattern.compile("(?:[░▒▓█] )?(-?[\\d,]+(?:\\.\\d+)?)\\s*(.*)");
    private static final Map<String, Cell> UNITS = Stream.of(
            new Cell("ns", 1e-9, "s"), new Cell("µs", 1e-6, "s"), new Cell("ms", 1e-3, "s"), new Cell("s", 1, "s"),
            new Cell("KB", 1e3, "B"), new Cell("MB", 1e6, "B"), new Cell("GB", 1e9, "B")).collect(Collectors.toMap(Cell::text, unit -> unit));

    /**
     * Reads the options of {@code chart::L05[column=per second, title=Requests a second]}:
     * {@code title} and {@code column} are needed, {@code see} says what to look at, {@code kind} is bars, line or heat,
     * {@code table} the first heading of the table if more than one has the columns, {@code rows} those to show,
     * {@code law} a column with what would be possible. Several columns or rows are parted by semicolons.
     *
     * @throws IllegalArgumentException with what is not there, in one line
     */
    static Chart of(String id, Map<String, String> options, Results reference, Results mine) {
        var unknown = options.keySet().stream().filter(option -> !OPTIONS.contains(option)).findFirst();
        if (unknown.isPresent()) throw new IllegalArgumentException("a chart has no option '%s'; it has %s".formatted(unknown.get(), quoted(new TreeSet<>(OPTIONS))));
        var kind = options.getOrDefault("kind", "bars");
        if (!KINDS.contains(kind)) throw new IllegalArgumentException("no kind of chart '%s'; there are %s".formatted(kind, quoted(new TreeSet<>(KINDS))));
        for (var needed : List.of("title", "column"))
            if (options.getOrDefault(needed, "").isBlank()) throw new IllegalArgumentException("a chart needs " + needed + "=…");
        var lesson = reference.lesson(id).orElseThrow(() -> new IllegalArgumentException("no docs/results/%s.txt".formatted(id)));

        var columns = list(options.get("column"));
        var law = options.getOrDefault("law", "");
        var needed = law.isEmpty() ? columns : Stream.concat(columns.stream(), Stream.of(law)).toList();
        var table = table(lesson, options.get("table"), needed);
        var rows = list(options.getOrDefault("rows", ""));
        for (var row : rows)
            if (!table.names().contains(row)) throw new IllegalArgumentException("no row '%s' in table '%s' of docs/results/%s.txt; it has %s"
                    .formatted(row, table.name(), id, quoted(table.names())));
        var parts = new ArrayList<>(List.of(new Part("reference machine", reference.machine(), table.only(rows))));
        mine.lesson(id).stream().flatMap(yours -> yours.tables().stream())
                .filter(yours -> yours.name().equals(table.name()) && columns.stream().anyMatch(column -> yours.has(named(yours, column)))).findFirst()
                .ifPresent(yours -> parts.add(new Part("your machine", mine.machine(), yours.only(rows))));
        for (var column : needed)
            if (numbers(table, column).findAny().isEmpty())
                throw new IllegalArgumentException("no number in column '%s' of docs/results/%s.txt".formatted(column, id));
        for (var column : kind.equals("line") ? needed : law.isEmpty() ? List.<String>of() : List.of(law))
            if (!unit(table, column).equals(unit(table, columns.getFirst())))
                throw new IllegalArgumentException("columns '%s' and '%s' of docs/results/%s.txt have different units".formatted(columns.getFirst(), column, id));
        return new Chart(id, kind, options.get("title"), options.getOrDefault("see", ""), law, columns, parts);
    }

    private static Results.Table table(Results.Lesson lesson, String name, List<String> columns) {
        var named = lesson.tables().stream().filter(table -> name == null || table.name().equals(name)).toList();
        if (named.isEmpty()) throw new IllegalArgumentException("no table '%s' in docs/results/%s.txt; it has %s"
                .formatted(name, lesson.id(), quoted(lesson.tables().stream().map(Results.Table::name).toList())));
        return named.stream().filter(table -> columns.stream().allMatch(table::has)).findFirst().orElseThrow(() -> {
            var missing = columns.stream().filter(column -> named.stream().noneMatch(table -> table.has(column))).findFirst();
            return new IllegalArgumentException(missing.isEmpty() ? "no table of docs/results/%s.txt has all of %s".formatted(lesson.id(), quoted(columns))
                    : "no column '%s' in docs/results/%s.txt; it has %s".formatted(missing.get(), lesson.id(),
                            quoted(named.stream().flatMap(table -> table.headings().stream().skip(1)).distinct().toList())));
        });
    }

    /** The rows of the reference machine, then those that only the reader's has: a pool may be as large as the machine. */
    List<String> rows() { return parts.stream().flatMap(part -> part.table.names().stream()).distinct().toList(); }

    /** A column as a part's own table names it: the reader's may say 8 workers where the reference has 2. */
    static String named(Results.Table table, String column) {
        if (table.has(column)) return column;
        return table.headings().stream().skip(1).filter(each -> each.replaceAll("\\d+", "n").equals(column.replaceAll("\\d+", "n"))).findFirst().orElse(column);
    }

    /** A cell; one that is not there is empty, and one in another unit than the reference's column has no value. */
    Cell cell(Part part, String row, String column) {
        var cell = cell(part.table.cell(row, named(part.table, column)).orElse(""));
        return cell.isNumber() && !cell.unit.equals(unit(parts.getFirst().table, column)) ? new Cell(cell.text, Double.NaN, "") : cell;
    }

    private static Cell cell(String text) {
        var number = NUMBER.matcher(text);
        if (!number.matches()) return new Cell(text, Double.NaN, "");
        var unit = UNITS.getOrDefault(number.group(2), new Cell("", 1, number.group(2)));
        return new Cell(text, Double.parseDouble(number.group(1).replace(",", "")) * unit.value, unit.unit);
    }

    Stream<Cell> values(Part part, String column) {
        return part.table.names().stream().map(row -> cell(part, row, column)).filter(Cell::isNumber);
    }

    private static Stream<Cell> numbers(Results.Table table, String column) {
        return table.names().stream().map(row -> cell(table.cell(row, column).orElse(""))).filter(Cell::isNumber);
    }

    private static String unit(Results.Table table, String column) {
        return numbers(table, column).findFirst().map(Cell::unit).orElse("");
    }

    /** All values of all parts that share a scale with this column: those of the same unit, and those of the law. */
    DoubleSummaryStatistics scale(String column) {
        var unit = unit(parts.getFirst().table, column);
        return parts.stream().flatMap(part -> Stream.concat(columns.stream(), Stream.of(law)).flatMap(each -> values(part, each)))
                .filter(cell -> cell.unit.equals(unit) && cell.value > 0).mapToDouble(Cell::value).summaryStatistics();
    }

    /** How many times the least of these is the greatest. */
    double spread() {
        return columns.stream().map(this::scale).mapToDouble(scale -> scale.getMax() / scale.getMin()).max().orElse(1);
    }

    /** All that the chart shows, in words. */
    String description() {
        return parts.stream().map(part -> "On the %s: ".formatted(part.who.replace("your", "reader's")) + part.table.names().stream()
                .map(row -> row + ": " + Stream.concat(columns.stream(), Stream.of(law)).filter(column -> part.table.has(named(part.table, column)))
                        .map(column -> named(part.table, column) + " " + cell(part, row, column).text).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ")) + ".").collect(Collectors.joining(" "));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(";")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    }
}
