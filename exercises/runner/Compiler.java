import module java.base;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * This JVM's own compiler, which gets fast with use. Each runner has a folder of its own for what it compiles, and leaves
 * copies for the next one, which then needs no compiler for its first verdict.
 */
final class Compiler implements AutoCloseable {
    sealed interface Result {}

    /** The folders of the exercise's classes and of the kit's. */
    record Classes(Path folder, Path kit) implements Result {}

    record Failed(List<Verdict.Problem> problems) implements Result {}

    private final Book book;
    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    /** Kept, because it remembers what lies in the jars. */
    private final StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ENGLISH, null);
    private final Path classes;
    private boolean warm;

    Compiler(Book book) throws IOException {
        this.book = book;
        var all = book.state().resolve("classes");
        Files.createDirectories(all);
        try (var left = Files.list(all)) {
            for (var folder : left.toList()) if (!belongsToSomebody(folder)) delete(folder);
        }
        classes = all.resolve("run-" + ProcessHandle.current().pid());
    }

    /** Whether the runner is alive that compiled into the folder; what is named by its content belongs to all of them. */
    private static boolean belongsToSomebody(Path folder) {
        var name = folder.getFileName().toString();
        return name.matches("(kit|judge|E\\d\\d_\\w+)-[0-9a-f]{16}(\\.jsa)?") || name.matches("run-\\d+") && ProcessHandle.of(Long.parseLong(name.substring(4))).isPresent();
    }

    /** Compiles the learner's class and its test class together, so that the tests always fit what the learner wrote. */
    Result compile(Exercise exercise) throws IOException {
        var kit = kit();
        var folder = classes.resolve(exercise.name());
        var kept = kept(exercise, kit);
        if (copy(kept, folder)) return new Classes(folder, kit);
        var problems = compile(exercise, folder, kit);
        if (!problems.isEmpty()) return new Failed(problems);
        var part = classes.resolve("part");
        boolean same = kept.equals(kept(exercise, kit));    // no save came meanwhile
        if (same && copy(folder, part)) keep(part, kept, exercise.name());
        return new Classes(folder, kit);
    }

    /** Compiles once for nothing, if it has not compiled yet: the learner's first save shall not wait for a cold compiler. */
    void warmUp(Exercise exercise) throws IOException {
        if (!warm) compile(exercise, classes.resolve("warm-up"), kit());
    }

    private List<Verdict.Problem> compile(Exercise exercise, Path folder, Path kit) throws IOException {
        warm = true;
        delete(folder);
        Files.createDirectories(folder);
        return compile(List.of(exercise.file(), exercise.test()), folder, List.of(kit));
    }

    /** Where the classes of these very sources are, if a runner has compiled them. The exercise may use any of the learner's classes. */
    private Path kept(Exercise exercise, Path kit) throws IOException {
        var sources = new ArrayList<>(sources(book.sources(), _ -> true));
        sources.add(exercise.test());
        return classes.resolveSibling(exercise.name() + "-" + fingerprint(sources, kit.getFileName().toString()));
    }

    /** The folder of the shared test helpers' classes, which is compiled once for all runners. */
    private Path kit() throws IOException {
        var sources = sources(book.tests().resolve("workbook/proof"), name -> !name.endsWith("Test.java"));
        var folder = classes.resolveSibling("kit-" + fingerprint(sources, ""));
        if (Files.isDirectory(folder)) return folder;
        var part = classes.resolve("part");
        delete(part);
        Files.createDirectories(part);
        var problems = compile(sources, part, List.of());
        if (!problems.isEmpty()) throw new IOException("the tests' helpers don't compile: " + problems.getFirst());
        keep(part, folder, "kit");
        return folder;
    }

    /** Moves the classes to where other runners find them, in place of older ones. */
    private void keep(Path part, Path folder, String name) throws IOException {
        try (var all = Files.list(folder.getParent())) {
            for (var old : all.filter(other -> other.getFileName().toString().startsWith(name + "-")).toList()) delete(old);
        }
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) throw e;        // another runner was faster, with the same classes
        }
    }

    private static List<Path> sources(Path folder, Predicate<String> names) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java") && names.test(file.toString())).sorted().toList();
        }
    }

    private static String fingerprint(List<Path> sources, String kit) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : List.of(System.getProperty("java.vm.version"), System.getProperty("java.class.path"), kit)) digest.update(part.getBytes());
            for (var source : sources) digest.update(Files.readAllBytes(source));
            return "%016x".formatted(new BigInteger(1, digest.digest()).shiftRight(192));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private List<Verdict.Problem> compile(List<Path> sources, Path into, List<Path> against) throws IOException {
        var found = new DiagnosticCollector<JavaFileObject>();
        var classPath = String.join(File.pathSeparator, Stream.concat(against.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path"))).toList());
        // classes of the learner's own that the exercise uses are found in the sources and compiled along
        var options = List.of("-proc:none", "-implicit:class", "-g", "-parameters", "-d", into.toString(), "-cp", classPath, "-sourcepath", book.sources().toString());
        boolean compiled = javac.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
        if (compiled) return List.of();
        var problems = new ArrayList<Verdict.Problem>();
        var first = sources.getFirst();
        for (var problem : found.getDiagnostics()) if (problem.getKind() == Diagnostic.Kind.ERROR) problems.add(problem(problem));
        problems.sort(Comparator.comparing(problem -> !problem.file().endsWith(first.getFileName())));   // the tests' problems only follow from the learner's
        return problems;
    }

    private static Verdict.Problem problem(Diagnostic<? extends JavaFileObject> problem) throws IOException {
        var message = problem.getMessage(Locale.ENGLISH);
        if (problem.getSource() == null) return new Verdict.Problem(Path.of(""), 0, 0, "", message);
        var lines = problem.getSource().getCharContent(true).toString().lines().toList();
        int line = (int) problem.getLineNumber();
        return new Verdict.Problem(Path.of(problem.getSource().toUri()), line, problem.getColumnNumber(), line < 1 || line > lines.size() ? "" : lines.get(line - 1), message);
    }

    @Override public void close() throws IOException {
        files.close();
        delete(classes);
    }

    /** Copies a folder of classes. Says false if it is not there, or not any more: another runner may just put newer ones in its place. */
    private static boolean copy(Path from, Path to) throws IOException {
        delete(to);
        Files.createDirectories(to.getParent());
        try {
            var all = all(from);
            for (var file : all) Files.copy(file, to.resolve(from.relativize(file).toString()));
            return !all.isEmpty();
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        for (var file : all(folder).reversed()) Files.deleteIfExists(file);
    }

    /** The folder and all that is in it; nothing if it is gone, or goes meanwhile. */
    private static List<Path> all(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            return found.toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) return List.of();
            throw e.getCause();
        }
    }
}
