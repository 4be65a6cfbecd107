import module java.base;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** This JVM's own compiler, which gets fast with use. Each runner has a folder of its own for what it compiles. */
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

    Compiler(Book book) throws IOException {
        this.book = book;
        var all = book.state().resolve("classes");
        Files.createDirectories(all);
        try (var left = Files.list(all)) {
            for (var folder : left.toList()) if (!belongsToSomebody(folder)) delete(folder);
        }
        classes = all.resolve("run-" + ProcessHandle.current().pid());
    }

    /** Whether the runner is alive that compiled into the folder; the kit belongs to all of them. */
    private static boolean belongsToSomebody(Path folder) {
        var name = folder.getFileName().toString();
        return name.startsWith("kit-") || name.matches("run-\\d+") && ProcessHandle.of(Long.parseLong(name.substring(4))).isPresent();
    }

    /** Compiles the learner's class and its test class together, so that the tests always fit what the learner wrote. */
    Result compile(Exercise exercise) throws IOException {
        var kit = kit();
        var folder = classes.resolve(exercise.name());
        delete(folder);
        Files.createDirectories(folder);
        var problems = compile(List.of(exercise.file(), exercise.test()), folder, List.of(kit));
        return problems.isEmpty() ? new Classes(folder, kit) : new Failed(problems);
    }

    /** The folder of the shared test helpers' classes. It is named by its content, so it is compiled once for all runners. */
    private Path kit() throws IOException {
        var sources = new ArrayList<Path>();
        try (var all = Files.walk(book.tests().resolve("workbook/proof"))) {
            all.filter(file -> file.toString().endsWith(".java") && !file.toString().endsWith("Test.java")).sorted().forEach(sources::add);
        }
        var folder = book.state().resolve("classes/kit-" + fingerprint(sources));
        if (Files.isDirectory(folder)) return folder;
        var part = classes.resolve("kit");
        delete(part);
        Files.createDirectories(part);
        var problems = compile(sources, part, List.of());
        if (!problems.isEmpty()) throw new IOException("the tests' helpers don't compile: " + problems.getFirst());
        try (var old = Files.list(folder.getParent())) {
            for (var kit : old.filter(other -> other.getFileName().toString().startsWith("kit-")).toList()) delete(kit);
        }
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    private static String fingerprint(List<Path> sources) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.vm.version").getBytes());
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

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        List<Path> all;
        try (var found = Files.walk(folder)) {
            all = found.toList();
        }
        for (var file : all.reversed()) Files.deleteIfExists(file);
    }
}
