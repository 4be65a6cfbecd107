//JAVA 25
//DESCRIPTION Watches the exercise that you work on, and gives a verdict at every save
//DEPS info.picocli:picocli:4.7.7
//DEPS org.jline:jline-reader:4.5.0
//DEPS org.jline:jline-terminal-ffm:4.5.0
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.assertj:assertj-core:3.27.7
//SOURCES Book.java Exercise.java Misuse.java Progress.java Reset.java Perhaps.java Json.java
//SOURCES Trials.java Compiler.java Judges.java Archive.java Jvm.java Wire.java Verdict.java
//SOURCES Judge.java Classes.java Report.java Capture.java Threads.java WarmUp.java
//SOURCES Session.java Watch.java Screen.java Page.java Pages.java
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms32m -Xmn24m -Xmx96m
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "./jbang workbook", description = {"Opens the first exercise that you have not solved, and judges it whenever you save it.",
        "Exit codes: 0 passed or done, 1 not passed, 2 wrong usage."})
public class Workbook implements Callable<Integer> {
    private static final int DONE = 0, NOT_PASSED = 1, MISUSE = 2;

    @Option(names = "--poll", description = "look at the files again and again, where file events do not come")
    boolean poll;

    @Option(names = "--help", usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "this text")
    boolean help;

    private final Book book;
    private final Progress progress;

    private Workbook(Book book) {
        this.book = book;
        progress = new Progress(book);
    }

    public static void main(String... args) {
        Locale.setDefault(Locale.ENGLISH);
        try {
            System.exit(new CommandLine(new Workbook(Book.around(Path.of(""))))
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setParameterExceptionHandler((problem, _) -> oneLine(MISUSE, problem))
                    .setExecutionExceptionHandler((problem, _, _) -> oneLine(problem instanceof Misuse ? MISUSE : NOT_PASSED, problem))
                    .execute(args));
        } catch (Misuse e) {
            System.exit(oneLine(MISUSE, e));
        }
    }

    private static int oneLine(int code, Exception problem) {
        System.err.println(Objects.requireNonNullElse(problem.getMessage(), problem.toString()).lines().findFirst().orElse(""));
        return code;
    }

    @Override public Integer call() throws Exception {
        if (book.exercises().isEmpty()) throw new Misuse("there is no exercise in " + book.shown(book.sources()));
        try (var session = new Session(book, poll)) {
            var end = new Thread(() -> close(session));
            Runtime.getRuntime().addShutdownHook(end);
            session.run();
            Runtime.getRuntime().removeShutdownHook(end);
        }
        return DONE;
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    @Command(description = "All exercises, and what you have reached.")
    int list(@Option(names = "--json", description = "for scripts") boolean json) throws IOException {
        var all = new ArrayList<Map<String, Object>>();
        for (var exercise : book.exercises()) all.add(entry(exercise));
        print(json, all, pages().list(page(), null));
        return DONE;
    }

    @Command(description = "Judges one exercise.")
    int run(@Parameters(paramLabel = "EXERCISE", description = "such as E05, or 5") String exercise, @Option(names = "--json", description = "for scripts") boolean json) throws Exception {
        try (var trials = new Trials(book, false)) {
            var chosen = book.exercise(exercise);
            var verdict = judge(trials, chosen);
            print(json, entry(chosen, verdict), pages().verdict(page(), chosen, verdict));
            return verdict.isPassed() ? DONE : NOT_PASSED;
        }
    }

    @Command(description = "Judges these exercises, or all.")
    int verify(@Parameters(paramLabel = "EXERCISE", arity = "0..*", description = "such as E05, or 5") List<String> exercises, @Option(names = "--json", description = "for scripts") boolean json)
            throws Exception {
        var chosen = exercises == null ? book.exercises() : new ArrayList<Exercise>();
        if (exercises != null) for (var name : exercises) chosen.add(book.exercise(name));
        var results = new ArrayList<Map<String, Object>>();
        int passed = 0;
        try (var trials = new Trials(book, true)) {
            for (var exercise : chosen) {
                var verdict = judge(trials, exercise);
                trials.prepare();
                if (verdict.isPassed()) passed++;
                results.add(entry(exercise, verdict));
                if (!json) pages().verdict(page().line(Page.Style.BOLD, exercise.id() + " · " + exercise.title()), exercise, verdict).gap().lines().forEach(System.out::println);
            }
        }
        print(json, results, page().line(Page.Style.BOLD, "%d of %d passed".formatted(passed, chosen.size())));
        return passed == chosen.size() ? DONE : NOT_PASSED;
    }

    @Command(description = "The next hint of an exercise, or a level of its hints.")
    int hint(@Parameters(paramLabel = "EXERCISE", description = "such as E05, or 5") String exercise,
             @Option(names = "--level", description = "1: where to look, 2: what to use, 3: nearly the answer") Integer level,
             @Option(names = "--json", description = "for scripts") boolean json) throws IOException {
        var chosen = book.exercise(exercise);
        var hints = chosen.hints();
        if (level != null && (level < 1 || level > hints.size())) throw new Misuse("%s has the hint levels 1 to %d".formatted(chosen.id(), hints.size()));
        int upTo = level != null ? level : Math.min(progress.of(chosen).hints() + 1, hints.size());
        progress.hinted(chosen, upTo);
        var shown = hints.subList(0, upTo);
        print(json, shown.stream().map(hint -> Json.map("heading", hint.heading(), "text", hint.text())).toList(), pages().hints(page(), chosen, upTo));
        return DONE;
    }

    @Command(description = "Puts the starter back; what you wrote is kept.")
    int reset(@Parameters(paramLabel = "EXERCISE", description = "such as E05, or 5") String exercise,
              @Option(names = "--yes", description = "without asking") boolean yes, @Option(names = "--json", description = "for scripts") boolean json) throws IOException {
        var chosen = book.exercise(exercise);
        if (!yes && !ask("Reset %s? Your version is kept.".formatted(chosen.id()))) return NOT_PASSED;
        var kept = Reset.of(chosen);
        progress.reset(chosen);
        print(json, Json.map("exercise", chosen.name(), "kept", kept), page().text(Page.Style.PLAIN, "%s is a starter again, and to be solved again. Your version is kept: %s".formatted(chosen.id(), book.shown(kept))));
        return DONE;
    }

    @Command(description = "The reference answer and the other right ones, when you have passed.")
    int solution(@Parameters(paramLabel = "EXERCISE", description = "such as E05, or 5") String exercise,
                 @Option(names = "--yes", description = "also before you have passed") boolean yes, @Option(names = "--json", description = "for scripts") boolean json) throws IOException {
        var chosen = book.exercise(exercise);
        if (!yes && !progress.of(chosen).isPassed()
                && !(ask(chosen.id() + " is not solved yet. See an answer all the same?")
                     && ask("You can see it once for the first time, and there are %d hints. Still?".formatted(chosen.hints().size())))) return NOT_PASSED;
        print(json, chosen.answers().stream().map(answer -> Json.map("name", answer.name(), "style", answer.style(), "file", answer.file())).toList(), pages().solution(page(), chosen));
        return DONE;
    }

    @Command(description = "How many you have solved.")
    int progress(@Option(names = "--json", description = "for scripts") boolean json) throws IOException {
        var all = book.exercises();
        int solved = 0;
        for (var exercise : all) if (progress.of(exercise).isPassed()) solved++;
        print(json, Json.map("solved", solved, "exercises", all.size()), pages().progress(page()));
        return DONE;
    }

    private Verdict judge(Trials trials, Exercise exercise) throws IOException, InterruptedException {
        var verdict = trials.run(exercise, () -> false, _ -> {});
        if (verdict.isPassed()) progress.passed(exercise);
        return verdict;
    }

    /** Asks on a terminal; where there is none, somebody has to say --yes. */
    private static boolean ask(String question) {
        if (!Screen.isTerminal()) throw new Misuse(question + " There is no terminal to ask on: --yes says it");
        var answer = System.console().readLine("%s y/N ", question);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    private Map<String, Object> entry(Exercise exercise) throws IOException {
        var entry = progress.of(exercise);
        return Json.map("exercise", exercise.name(), "title", exercise.title(), "passed", entry.isPassed(), "since", entry.passed(), "hints", entry.hints(),
                "begun", !exercise.isUntouched());
    }

    private Map<String, Object> entry(Exercise exercise, Verdict verdict) throws IOException {
        return switch (verdict) {
            case Verdict.Passed(int tests, long millis, _) -> Json.map("exercise", exercise.name(), "verdict", "passed", "tests", tests, "millis", millis);
            case Verdict.Failed failed -> Json.map("exercise", exercise.name(), "verdict", "failed", "message", failed.message(), "test", failed.test(), "passed", failed.passed(),
                    "millis", failed.millis(), "places", failed.places().stream().map(place -> place.file() + ":" + place.line()).toList(),
                    "perhaps", Perhaps.of(exercise, failed).orElse(null), "printed", failed.printed().text());
            case Verdict.NotCompiled(var problems) -> Json.map("exercise", exercise.name(), "verdict", "not compiled", "problems", problems.stream().map(problem ->
                    Json.map("file", problem.file(), "line", problem.line(), "column", problem.column(), "message", problem.message())).toList());
            case Verdict.Abandoned _ -> throw new IllegalStateException("nobody abandons a single run");
        };
    }

    private Pages pages() { return new Pages(book, progress, 100); }

    private static Page page() { return new Page(100); }

    private static void print(boolean json, Object value, Page page) {
        if (json) System.out.println(Json.of(value));
        else page.lines().forEach(System.out::println);
    }
}
