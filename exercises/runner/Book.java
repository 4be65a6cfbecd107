import module java.base;

/** The workbook's checkout: its exercises, and where everything lies. The folders are the only registry. */
record Book(Path root) {
    /** Finds the checkout from a folder upwards: JBang does not tell a script where its source lies. */
    static Book around(Path here) {
        for (var folder = here.toAbsolutePath(); folder != null; folder = folder.getParent())
            if (Files.isDirectory(folder.resolve("exercises/src/main/java/workbook"))) return new Book(folder);
        throw new Misuse("run this inside the workbook's checkout: no folder from %s up holds exercises/src/main/java/workbook".formatted(here.toAbsolutePath()));
    }

    Path sources() { return root.resolve("exercises/src/main/java"); }

    Path tests() { return root.resolve("exercises/src/test/java"); }

    /** What the runner keeps; git ignores it. */
    Path state() { return root.resolve(".workbook"); }

    /** Those that have a file of the learner's and a test, in the order of their numbers. */
    List<Exercise> exercises() throws IOException {
        try (var files = Files.list(sources().resolve("workbook"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("E\\d\\d_\\w+\\.java"))
                    .map(name -> new Exercise(this, name.replace(".java", ""))).filter(exercise -> Files.exists(exercise.test())).sorted().toList();
        }
    }

    /** The exercise that somebody calls E05, e05, 05, 5, or by its whole name. */
    Exercise exercise(String called) throws IOException {
        var number = called.matches("[Ee]?\\d{1,2}") ? "E%02d".formatted(Integer.parseInt(called.replaceAll("\\D", ""))) : called;
        for (var exercise : exercises())
            if (exercise.id().equals(number) || exercise.name().equalsIgnoreCase(called)) return exercise;
        throw new Misuse("no exercise '%s'; there are %s".formatted(called, exercises().stream().map(Exercise::id).collect(Collectors.joining(", "))));
    }

    /** The path as a reader types it, and as terminals make it clickable: from the current folder where that is shorter. */
    String shown(Path file) {
        var here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }
}
