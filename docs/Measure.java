import module java.base;

/** Runs lessons one after another and keeps what each prints on standard output. What Ctrl-C interrupts goes on at the next start. */
final class Measure {
    /** Lessons take seconds; the longest, with a model or a cluster to fetch first, some minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** A database or a cluster needs a moment to end well. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A terminal's Ctrl-C comes to all its programs at once: a lesson leaves it to this one, which still knows who belongs to whom. */
    private static final List<String> DEAF = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Path root, results, unfinished;
    private final SortedMap<String, Path> lessons;
    private final SortedSet<String> done = new TreeSet<>(), todo;
    private final Times times;
    private final Progress progress;
    private final boolean again;
    /** Whether all lessons are measured, and none is yet: the folder may then change to this machine. */
    private boolean fresh;
    private Process running;
    /** An interruption takes the turn and never gives it back, so nothing is begun or kept after it. */
    private final Lock turn = new ReentrantLock();

    /**
     * @param all   whether these are all lessons that there are
     * @param again whether to measure anew what an interrupted run has measured
     */
    Measure(Path root, Path results, SortedMap<String, Path> lessons, boolean all, boolean again) throws IOException {
        this.root = root;
        this.results = Files.createDirectories(results);
        this.lessons = lessons;
        this.again = again;
        fresh = all;
        unfinished = results.resolve(all ? ".unfinished" : ".unfinished-" + String.join("-", lessons.keySet()));
        if (again) Files.deleteIfExists(unfinished);
        if (Files.exists(unfinished)) done.addAll(Files.readAllLines(unfinished));
        done.removeIf(number -> !lessons.containsKey(number) || !Files.exists(capture(number)));
        todo = new TreeSet<>(lessons.keySet());
        todo.removeAll(done);
        times = new Times(root.resolve("docs/results"), results);
        progress = new Progress(lessons.keySet(), todo, times);
    }

    static SortedMap<String, Path> lessons(Path root) throws IOException {
        var lessons = new TreeMap<String, Path>();
        try (var files = Files.list(root.resolve("lessons"))) {
            files.filter(file -> file.getFileName().toString().matches("L\\d\\d_\\w+\\.java"))
                    .forEach(file -> lessons.put(file.getFileName().toString().substring(1, 3), file));
        }
        return lessons;
    }

    /** Measures the lessons that are left and returns what went wrong. */
    List<String> run() throws Exception {
        var problems = new ArrayList<String>();
        var onExit = new Thread(this::interrupted);
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            if (!done.isEmpty()) IO.println("Going on: %d of %d are measured since the interruption; --again measures all anew".formatted(done.size(), lessons.size()));
            if (!todo.isEmpty()) IO.println("Measuring %s one after another; leave the machine alone meanwhile".formatted(String.join(", ", todo)));
            while (!todo.isEmpty()) {
                var lesson = lessons.get(todo.first());
                var problem = measure(todo.removeFirst(), lesson);
                if (!problem.isEmpty()) problems.add(lesson.getFileName() + ": " + problem);
            }
            progress.tell(System.out, "%d of %d measured in %s".formatted(done.size(), lessons.size(), progress.spent()));
        } finally {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        Files.deleteIfExists(unfinished);
        return problems;
    }

    /** A capture appears whole or not at all. */
    private String measure(String number, Path lesson) throws Exception {
        Path captured = results.resolve(".L" + number + ".part"), errors = Files.createTempFile("lesson", ".txt");
        for (var file : List.of(captured, errors)) file.toFile().deleteOnExit();   // on Ctrl-C
        try {
            long start = System.nanoTime();
            int code = run(number, lesson, captured, errors);
            return inTurn(() -> {
                double seconds = (System.nanoTime() - start) / 1e9;
                var problem = code == 0 ? problem(captured) : "exit code %d: %s".formatted(code, lastLine(errors));
                progress.end(problem.isEmpty() ? "%.0f s".formatted(seconds) : "failed");
                if (problem.isEmpty()) keep(number, captured, seconds);
                return problem;
            });
        } finally {
            Files.deleteIfExists(captured);
            Files.deleteIfExists(errors);
        }
    }

    private <T> T inTurn(Callable<T> step) throws Exception {
        turn.lock();
        try {
            return step.call();
        } finally {
            turn.unlock();
        }
    }

    private int run(String number, Path lesson, Path output, Path errors) throws Exception {
        var words = Stream.concat(DEAF.stream(), Stream.of(root.resolve("jbang").toString(), root.relativize(lesson).toString())).toList();
        var command = new ProcessBuilder(words).directory(root.toFile()).redirectOutput(output.toFile()).redirectError(errors.toFile());
        command.environment().put("NO_COLOR", "1");
        inTurn(() -> {
            progress.begin(number, lesson);
            return running = command.start();
        });
        running.getOutputStream().close();   // standard input is at its end: a lesson asks nothing
        var limit = Instant.now().plus(LIMIT);
        while (!running.waitFor(Duration.ofSeconds(1))) {
            inTurn(() -> { progress.draw(); return null; });
            if (Instant.now().isBefore(limit)) continue;
            end(running);
            Files.writeString(errors, "stopped after %d minutes%n".formatted(LIMIT.toMinutes()));
        }
        return running.exitValue();
    }

    /** Ctrl-C, or whatever else ends this program while lessons run. */
    private void interrupted() {
        turn.lock();
        if (running != null) end(running);
        progress.tell(System.err, "stopped: %d of %d lessons are measured; the same command%s goes on from there"
                .formatted(done.size(), lessons.size(), again ? " without --again" : ""));
    }

    private static void end(Process lesson) {
        var family = Stream.concat(Stream.of(lesson.toHandle()), lesson.descendants()).toList();
        family.forEach(ProcessHandle::destroy);
        var ends = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        family.forEach(ProcessHandle::destroyForcibly);   // those that are still there
    }

    /** Why a capture may not be kept, if so. */
    private String problem(Path captured) throws IOException {
        var machine = machine(captured);
        if (machine.isEmpty()) return "its first line does not hold a title and the machine";
        if (!fresh && isOther(machine)) return "%s holds results of another machine or JDK; measure all lessons, without --only"
                .formatted(root.relativize(results));
        return "";
    }

    private void keep(String number, Path captured, double seconds) throws IOException {
        var machine = machine(captured);
        if (isOther(machine)) forget();
        label(machine);
        Files.move(captured, capture(number), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(unfinished, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        done.add(number);
        times.keep(number, seconds);
    }

    private Path capture(String number) { return results.resolve("L" + number + ".txt"); }

    /** As a lesson's first line names it, with the JDK. */
    private static String machine(Path captured) throws IOException {
        var firstLine = Files.readString(captured).lines().findFirst().orElse("").split(" {2,}");
        return firstLine.length == 2 ? firstLine[1] : "";
    }

    private boolean isOther(String machine) throws IOException {
        var label = results.resolve("machine.txt");
        return Files.exists(label) && !Files.readString(label).startsWith(machine + " · ");
    }

    /** Keeps machine.txt true: all captures of a folder are from one machine and JDK. */
    private void label(String machine) throws IOException {
        var label = results.resolve("machine.txt");
        var today = LocalDate.now().format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));
        if (fresh || !Files.exists(label)) Files.writeString(label, "%s · %s%n".formatted(machine, today));
        fresh = false;
    }

    /** What another machine or JDK has measured is measured anew, also what it has measured before an interruption. */
    private void forget() throws IOException {
        for (var capture : Results.captures(results)) Files.delete(capture);
        try (var marks = Files.newDirectoryStream(results, ".unfinished*")) {
            for (var mark : marks) Files.delete(mark);
        }
        if (!done.isEmpty()) progress.tell(System.out, "another machine or JDK than before the interruption: all are measured anew");
        todo.addAll(done);
        done.clear();
    }

    private static String lastLine(Path errors) throws IOException {
        return Files.readString(errors).lines().filter(line -> !line.isBlank()).reduce("(nothing on standard error)", (_, last) -> last);
    }
}
