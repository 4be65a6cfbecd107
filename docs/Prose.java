import module java.base;

/** Reads a source line by line: the lessons, exercises and commands that it names exist, and no number of a measurement is typed by hand. */
final class Prose {
    private static final Pattern NUMBERS = Pattern.compile("(?:[Ll]essons?:? |^\\|(?=[\\d, andto]+$))(\\d\\d(?:(?:,| and| or| to) \\d\\d)*)\\b");
    /** A block macro: what it names is its own to find. */
    private static final String MACRO = "\\w+::\\S*\\[.*]";
    private static final Pattern NAME = Pattern.compile("\\b([LE])(\\d\\d)(_\\w+)?\\b");
    private static final Pattern COMMAND = Pattern.compile("\\./jbang (?!-)([\\w./-]*\\w)");
    private static final Pattern JAVA = Pattern.compile("(\\w*) ?\\b(?:Java|JDK) (\\d+)\\b");
    private static final Pattern VERSION = Pattern.compile("(?<![\\w.])\\d+\\.\\d+\\.\\d+(?![\\w.]*\\d)");
    private static final Pattern MEASURED = Pattern.compile(
            "(?<![\\w.,-])\\d[\\d,.]*(?: ?(?:×|%|[mµn]?s|[KMGT]?i?B)(?!\\w)|/s\\b| (?:times|seconds?|minutes?|[KMG]?bytes?)\\b)");
    /** What is no prose in a line: attributes, code, what is said to be given, and where links lead. */
    private static final Pattern OTHER = Pattern.compile("\\{[\\w-]+}|`[^`]*`|\\[\\.given]#[^#]*#|(?:xref|link|image|https?):[^\\s\\[]*");

    private final Contents contents;
    private final Faults faults;

    Prose(Contents contents, Faults faults) {
        this.contents = contents;
        this.faults = faults;
    }

    void check(Path source) {
        var lines = Faults.lines(source);
        String block = "", table = "";
        boolean given = false;
        for (int n = 1; n <= lines.size(); n++) {
            var line = lines.get(n - 1);
            if (!line.matches(MACRO)) names(source, n, line);
            if (line.matches("-{4,}|\\.{4,}|\\+{4,}|/{4,}")) block = block.isEmpty() ? line : block.equals(line) ? "" : block;
            else if (block.isEmpty() && line.matches("\\[.*]")) {
                given |= line.contains(".given");
                if (line.contains(".measured")) table = "begins";
            } else if (block.isEmpty() && line.equals("|===")) table = table.equals("begins") ? "measured" : "";
            else if (block.isEmpty() && line.isBlank()) given = false;
            else if (block.isEmpty() && !given && !line.matches(":[\\w-]+:.*|//.*|" + MACRO)) prose(source, n, OTHER.matcher(line).replaceAll("•"), table.equals("measured"));
        }
    }

    private void names(Path source, int n, String line) {
        NUMBERS.matcher(line).results().flatMap(list -> Stream.of(list.group(1).split("\\D+"))).filter(number -> !contents.lessons().containsKey(number))
                .forEach(number -> faults.add(source, n, "no lesson " + number));
        NAME.matcher(line).results().filter(name -> !exists(name)).forEach(name -> faults.add(source, n, "no %s %s".formatted(name.group(1).equals("L") ? "lesson" : "exercise", name.group())));
        COMMAND.matcher(line).results().map(command -> command.group(1)).filter(command -> !contents.isCommand(command))
                .forEach(command -> faults.add(source, n, "no command ./jbang " + command));
    }

    private boolean exists(MatchResult name) {
        var known = name.group(1).equals("L") ? Optional.ofNullable(contents.lessons().get(name.group(2))).map(Contents.Lesson::name)
                : Optional.ofNullable(contents.exercises().get("E" + name.group(2)));
        return known.isPresent() && (name.group(3) == null || (known.get() + "Test").startsWith(name.group()));
    }

    private void prose(Path source, int n, String line, boolean measuredTable) {
        MEASURED.matcher(line).results().map(MatchResult::group).forEach(number ->
                faults.add(source, n, "number typed by hand: %s; take it from a result, or write [.given]#%1$s#".formatted(number)));
        if (measuredTable && line.matches(".*\\d.*") && !MEASURED.matcher(line).find()) faults.add(source, n, "number typed by hand in a table of measurements: " + line.strip());
        VERSION.matcher(line).results().map(MatchResult::group).filter(version -> contents.libraries().stream().noneMatch(library -> library.version().equals(version)))
                .forEach(version -> faults.add(source, n, "nothing is used in version " + version));
        JAVA.matcher(line).results().filter(java -> !java.group(1).matches("(?i)since|from|until|before") && contents.java().stream().anyMatch(used -> !used.equals(java.group(2))))
                .forEach(java -> faults.add(source, n, "the lessons are written for Java %s, not %s".formatted(contents.java().orElseThrow(), java.group(2))));
    }
}
