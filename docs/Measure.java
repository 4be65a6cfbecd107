import module java.base;

/** Runs lessons one after another and keeps what each prints on standard output. */
final class Measure {
    /** Lessons take seconds; the longest, with a model or a cluster to fetch first, some minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path root, results;
    /** Whether all lessons are measured, and none is yet: the folder may then change to this machine. */
    private boolean fresh;

    Measure(Path root, Path results, boolean all) {
        this.root = root;
        this.results = results;
        this.fresh = all;
    }

    static SortedMap<String, Path> lessons(Path root) throws IOException {
        var lessons = new TreeMap<String, Path>();
        try (var files = Files.list(root.resolve("lessons"))) {
            files.filter(file -> file.getFileName().toString().matches("L\\d\\d_\\w+\\.java"))
                    .forEach(file -> lessons.put(file.getFileName().toString().substring(1, 3), file));
        }
        return lessons;
    }

    /** Measures these lessons and returns what went wrong. */
    List<String> run(Map<String, Path> lessons) throws Exception {
        var problems = new ArrayList<String>();
        Files.createDirectories(results);
        int n = 0;
        for (var lesson : lessons.entrySet()) {
            IO.print("  %2d of %d  %s … ".formatted(++n, lessons.size(), lesson.getValue().getFileName()));
            System.out.flush();
            long start = System.nanoTime();
            var problem = measure(lesson.getKey(), lesson.getValue());
            IO.println(problem.isEmpty() ? "%.0f s".formatted((System.nanoTime() - start) / 1e9) : "failed");
            if (!problem.isEmpty()) problems.add(lesson.getValue().getFileName() + ": " + problem);
        }
        return problems;
    }

    /** A capture appears whole or not at all. */
    private String measure(String number, Path lesson) throws Exception {
        Path captured = results.resolve(".L" + number + ".part"), errors = Files.createTempFile("lesson", ".txt");
        captured.toFile().deleteOnExit();   // on Ctrl-C
        try {
            int code = run(lesson, captured, errors);
            if (code != 0) return "exit code %d: %s".formatted(code, lastLine(errors));
            var problem = label(captured);
            if (problem.isEmpty()) Files.move(captured, results.resolve("L" + number + ".txt"), StandardCopyOption.ATOMIC_MOVE);
            return problem;
        } finally {
            Files.deleteIfExists(captured);
            Files.deleteIfExists(errors);
        }
    }

    private int run(Path lesson, Path output, Path errors) throws Exception {
        var command = new ProcessBuilder(root.resolve("jbang").toString(), root.relativize(lesson).toString())
                .directory(root.toFile()).redirectOutput(output.toFile()).redirectError(errors.toFile());
        command.environment().put("NO_COLOR", "1");
        var process = command.start();
        var stop = new Thread(() -> stop(process));
        Runtime.getRuntime().addShutdownHook(stop);
        process.getOutputStream().close();   // standard input is at its end: a lesson asks nothing
        if (!process.waitFor(LIMIT)) {
            stop(process);
            Files.writeString(errors, "stopped after %d minutes%n".formatted(LIMIT.toMinutes()));
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        return process.waitFor();
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Keeps machine.txt true: all captures of a folder are from one machine and JDK. */
    private String label(Path captured) throws IOException {
        var firstLine = Files.readString(captured).lines().findFirst().orElse("").split(" {2,}");
        if (firstLine.length != 2) return "its first line does not hold a title and the machine";
        var file = results.resolve("machine.txt");
        var known = Files.exists(file) ? Files.readString(file) : "";
        boolean other = !known.isEmpty() && !known.startsWith(firstLine[1] + " · ");
        if (other && !fresh) return "%s holds results of another machine or JDK; measure all lessons, without --only"
                .formatted(root.relativize(results));
        if (other) forget();
        var today = LocalDate.now().format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));
        if (known.isEmpty() || fresh) Files.writeString(file, "%s · %s%n".formatted(firstLine[1], today));
        fresh = false;
        return "";
    }

    private void forget() throws IOException {
        for (var capture : Results.captures(results)) Files.delete(capture);
    }

    private static String lastLine(Path errors) throws IOException {
        return Files.readString(errors).lines().filter(line -> !line.isBlank()).reduce("(nothing on standard error)", (_, last) -> last);
    }
}
