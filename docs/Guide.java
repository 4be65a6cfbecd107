//JAVA 25
//DESCRIPTION Renders the guide to HTML and opens it; --measure first runs every lesson on this machine
//DEPS info.picocli:picocli:4.7.7
//DEPS org.asciidoctor:asciidoctorj:3.0.1
//DEPS org.asciidoctor:asciidoctorj-pdf:2.3.23
//DEPS net.sf.jasperreports:jasperreports-fonts:7.1.1
//DEPS org.jsoup:jsoup:1.22.1
//SOURCES Adoc.java Site.java Book.java Paper.java Fold.java Slides.java Blocks.java Numbers.java Svg.java Lanes.java Tidy.java Links.java Results.java Faults.java
//SOURCES Contents.java Prose.java Reference.java
//SOURCES Charts.java Chart.java Bars.java Curves.java Heat.java Legend.java
//SOURCES Measure.java Times.java Progress.java
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(name = "./jbang guide", description = "Renders the guide to HTML and opens it in the browser.")
public class Guide implements Callable<Integer> {
    @Option(names = "--no-open", description = "render only, for scripts")
    boolean closed;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write (default: docs/target/guide)")
    Path out;

    @Option(names = "--pdf", description = "also as a book, a PDF beside the pages, which takes longer")
    boolean pdf;

    @Option(names = "--measure", description = "first run every lesson here, into docs/results/mine: "
            + "the pages then show your numbers beside those of the reference machine; Ctrl-C stops, the same command goes on")
    boolean measure;

    @Option(names = "--only", paramLabel = "NN", split = ",", description = "with --measure: these lessons only, such as 01,02")
    List<String> only = List.of();

    @Option(names = "--again", description = "with --measure: also what an interrupted run has measured")
    boolean again;

    @Option(names = "--reference", description = "with --measure: into docs/results itself (for maintainers)")
    boolean asReference;

    @Option(names = "--slides", description = "also the slides of a course, with notes, for instructors")
    boolean slides;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    private final CommandLine command = new CommandLine(this)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setParameterExceptionHandler((problem, _) -> oneLine(2, problem))
            .setExecutionExceptionHandler((problem, _, _) -> oneLine(1, problem));

    public static void main(String... args) {
        System.exit(new Guide().command.execute(args));
    }

    @Override public Integer call() throws Exception {
        var root = root();
        var docs = root.resolve("docs");
        if (!Files.isDirectory(root.resolve("lessons"))) throw new ParameterException(command, "no folder lessons/ in %s, from which the guide takes its code".formatted(root));
        var target = out == null ? docs.resolve("target/guide") : out.toAbsolutePath().normalize();
        checkOptions(target);
        var unmeasured = measure ? measure(root) : List.<String>of();

        IO.println("Rendering the guide; its renderer takes some seconds to start …");
        long start = System.nanoTime();
        var faults = new Faults(root);
        var reference = new Results(docs.resolve("results"), faults);
        var mine = new Results(docs.resolve("results/mine"), faults);
        var pages = new LinkedHashMap<String, Path>();
        try (var adoc = new Adoc(docs, reference, mine, faults)) {
            var site = new Site(docs, adoc, slides ? Map.of("slides", "") : Map.of(), reference, mine, faults);
            var chapters = site.pages();
            boolean book = pdf && faults.all().isEmpty();
            if (book) {
                IO.println("Rendering the book, which takes longer …");
                new Book(docs, adoc, reference, mine).write(chapters.stream().map(Site.Page::source).toList(), target.resolve(Book.FILE));
                IO.println("The book: " + target.resolve(Book.FILE));
            }
            else if (Files.exists(target.resolve(Book.FILE))) IO.println("The book is of an earlier rendering, and --pdf writes it anew: " + target.resolve(Book.FILE));
            pages.putAll(site.write(chapters, target, book));
            if (slides) pages.putAll(new Slides(docs, adoc, new Times(docs.resolve("results"), docs.resolve("results"))).write(target));
        }
        new Links(docs, target, pages, faults).check();

        unmeasured.forEach(System.err::println);
        faults.all().forEach(System.err::println);
        if (!faults.all().isEmpty()) {
            System.err.printf("%d fault%s in the guide; not opened%n", faults.all().size(), faults.all().size() == 1 ? "" : "s");
            return 1;
        }
        if (!closed) open(target.resolve("index.html"));
        IO.println("%d pages in %.1f s: %s".formatted(pages.size(), (System.nanoTime() - start) / 1e9, target.resolve("index.html")));
        return unmeasured.isEmpty() ? 0 : 1;
    }

    /** JBang does not tell a script where its source lies, so the checkout is found from the current folder. */
    private Path root() {
        var here = Path.of("").toAbsolutePath();
        for (var folder = here; folder != null; folder = folder.getParent())
            if (Files.exists(folder.resolve("jbang-catalog.json")) && Files.exists(folder.resolve("docs/index.adoc"))) return folder;
        throw new ParameterException(command, "run this inside the workbook's checkout: no folder from %s up holds jbang-catalog.json and docs/index.adoc".formatted(here));
    }

    private void checkOptions(Path target) {
        if (!measure && asReference) throw new ParameterException(command, "--reference goes with --measure");
        if (!measure && again) throw new ParameterException(command, "--again goes with --measure");
        if (!measure && !only.isEmpty()) throw new ParameterException(command, "--only goes with --measure");
        if (Files.exists(target) && !Files.isDirectory(target)) throw new ParameterException(command, "--out is not a folder: " + target);
    }

    private List<String> measure(Path root) throws Exception {
        var lessons = Measure.lessons(root);
        for (var number : only)
            if (!lessons.containsKey(number)) throw new ParameterException(command,
                    "no lesson '%s'; there are %s".formatted(number, String.join(", ", lessons.keySet())));
        if (!only.isEmpty()) lessons.keySet().retainAll(only);
        return new Measure(root, root.resolve(asReference ? "docs/results" : "docs/results/mine"), lessons, only.isEmpty(), again).run();
    }

    /** Opens a page where there is a desktop to open it on. */
    private static void open(Path page) {
        var system = System.getProperty("os.name");
        boolean desktop = Stream.of("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME").anyMatch(System.getenv()::containsKey);
        var command = system.startsWith("Mac") ? List.of("open")
                : system.startsWith("Windows") ? List.of("cmd", "/c", "start", "")
                : desktop ? List.of("xdg-open") : List.<String>of();
        if (command.isEmpty()) return;
        try {
            new ProcessBuilder(Stream.concat(command.stream(), Stream.of(page.toUri().toString())).toList())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException noOpener) {
            System.err.printf("%s is not here; open the page below by hand%n", command.getFirst());
        }
    }

    private static int oneLine(int code, Exception problem) {
        System.err.println(Objects.requireNonNullElse(problem.getMessage(), problem.toString()).lines().findFirst().orElse(""));
        return code;
    }
}
