import module java.base;

/**
 * An exercise, and the files that belong to it by their names.
 *
 * @param name such as {@code E02_ManyChefs}
 */
record Exercise(Book book, String name) implements Comparable<Exercise> {
    /** The default of {@code @Proof}. */
    private static final int LIMIT = 10_000;

    /** A level of the hints: its heading, and what stands below it. */
    record Hint(String heading, String text) {}

    /** An answer beside which the learner's may lie: {@code reference}, or a right one in another style. */
    record Answer(String name, String style, Path file) {}

    /** A known wrong answer: why people write it, and a piece of the message with which the tests fail it. */
    record Mistake(String misconception, String says) {}

    String id() { return name.substring(0, 3); }

    String slug() { return name.substring(4); }

    /** As the head of the starter says, or else by its slug. */
    String title() throws IOException {
        var head = Pattern.compile("\\* " + id() + " · (.+)").matcher(Files.exists(starter()) ? Files.readString(starter()) : text());
        return head.find() ? head.group(1).strip() : slug().replaceAll("(?<=.)([A-Z])", " $1");
    }

    Path file() { return book.sources().resolve("workbook/" + name + ".java"); }

    Path test() { return book.tests().resolve("workbook/" + name + "Test.java"); }

    Path solutions() { return book.root().resolve("solutions/" + name); }

    /** The starter as it came with the workbook. */
    Path starter() { return solutions().resolve("starter/" + name + ".java"); }

    Path lesson() { return book.root().resolve("lessons/L" + name.substring(1) + ".java"); }

    String text() throws IOException { return Files.exists(file()) ? Files.readString(file()) : ""; }

    boolean isUntouched() throws IOException { return Files.exists(starter()) && Files.readString(starter()).equals(text()); }

    /** After how many turns its tests are taken for hanging, as their {@code @Proof} says. */
    int limit() throws IOException {
        var limit = Pattern.compile("@Proof\\(limit = ([\\d_]+)\\)").matcher(Files.readString(test()));
        return limit.find() ? Integer.parseInt(limit.group(1).replace("_", "")) : LIMIT;
    }

    List<Hint> hints() throws IOException {
        var file = book.root().resolve("exercises/hints/" + name + ".md");
        if (!Files.exists(file)) return List.of();
        return Pattern.compile("(?ms)^## \\d+ ([^\\n]+)\\n(.*?)(?=^## |\\z)").matcher(Files.readString(file)).results()
                .map(hint -> new Hint(hint.group(1).strip(), hint.group(2).strip())).toList();
    }

    /** The reference first. */
    List<Answer> answers() throws IOException {
        var answers = new ArrayList<Answer>();
        answers.add(new Answer("reference", "the reference answer", solutions().resolve("reference/" + name + ".java")));
        for (var file : below("right"))
            answers.add(new Answer(file.getParent().getFileName().toString(), head(file, "Style"), file));
        answers.removeIf(answer -> !Files.exists(answer.file()));
        return answers;
    }

    List<Mistake> mistakes() throws IOException {
        var mistakes = new ArrayList<Mistake>();
        for (var file : below("wrong")) mistakes.add(new Mistake(head(file, "Misconception"), head(file, "The test says")));
        return mistakes;
    }

    private List<Path> below(String folder) throws IOException {
        if (!Files.isDirectory(solutions().resolve(folder))) return List.of();
        try (var files = Files.walk(solutions().resolve(folder))) {
            return files.filter(file -> file.endsWith(name + ".java")).sorted().toList();
        }
    }

    /** What the line says that begins with "// label:", or nothing. */
    private static String head(Path file, String label) throws IOException {
        return Files.readString(file).lines().limit(2).filter(line -> line.startsWith("// " + label + ": "))
                .map(line -> line.substring(label.length() + 5)).findFirst().orElse("");
    }

    @Override public int compareTo(Exercise other) { return name.compareTo(other.name); }
}
