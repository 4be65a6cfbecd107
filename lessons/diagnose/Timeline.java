//JAVA 25
//DESCRIPTION Shows what each thread of a lesson, a command, a running JVM or a recording does, as lanes over time
//DEPS info.picocli:picocli:4.7.7
//DEPS com.google.code.gson:gson:2.13.2
//SOURCES Activity.java Seen.java Dumps.java Target.java Command.java Recording.java Lanes.java Misuse.java Progress.java Temp.java
//JAVAC_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -XX:+UseSerialGC -XX:TieredStopAtLevel=1
import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "./jbang timeline", separator = "=", description = {"Shows what each thread does, as lanes over time: runs, waits for a core, a lock, a permit, IO, sleeps, is parked; and the collector's pauses.",
        "All waits are recorded, however short, so a program that waits very often is slowed: for looking, not for measuring.", "Exit codes: 0 shown, 2 there is nothing to show."})
public class Timeline implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "LESSON | PID | FILE.jfr | -- COMMAND", description = "a lesson by its two digits, with its options (05 --quick), a running JVM, a recording, or a command that starts a JVM (java: the one on your PATH, else the one that runs this)")
    List<String> what = List.of();

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "N", description = "how long to watch a running JVM (1 to 600; default 5)")
    int seconds;

    @Option(names = "--from", defaultValue = "0", paramLabel = "S", description = "from which second on (default 0)")
    double from;

    @Option(names = "--length", defaultValue = "0", paramLabel = "S", description = "how many seconds (default: to the end)")
    double length;

    @Option(names = "--lanes", defaultValue = "20", paramLabel = "N", description = "at most so many lanes (2 to 50; default 20)")
    int lanes;

    @Option(names = "--svg", paramLabel = "FILE", description = "also as a picture")
    Path svg;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    public static void main(String... args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Timeline()).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF)).setStopAtPositional(false).setUnmatchedOptionsArePositionalParams(true)
                .setParameterExceptionHandler((problem, _) -> Misuse.tell("timeline", problem)).setExecutionExceptionHandler((problem, _, _) -> Misuse.tell("timeline", problem)).execute(args));
    }

    @Override public Integer call() throws Exception {
        if (lanes < 2 || lanes > 50) throw new Misuse("cannot show %d lanes: 2 to 50".formatted(lanes));
        if (seconds < 1 || seconds > 600) throw new Misuse("cannot watch for %d s: 1 to 600".formatted(seconds));
        if (from < 0 || length < 0) throw new Misuse("--from and --length are seconds, from 0 on");
        if (what.isEmpty()) throw new Misuse("say what to look at: a LESSON, the PID of a JVM, a FILE.jfr, or -- and a COMMAND");
        var first = what.getFirst();
        if (first.endsWith(".jfr") && what.size() == 1) show(Recording.of(Path.of(first)), first);
        else if (first.matches("\\d\\d")) show(recorded(what, true), "lesson " + first);
        else if (first.matches("\\d{1,9}") && what.size() == 1) show(live(Long.parseLong(first)), "process " + first);
        else if (first.startsWith("-")) throw new Misuse("cannot use '%s'".formatted(first));
        else show(recorded(what, false), String.join(" ", what));
        return 0;
    }

    /** The wrapper of the workbook that we stand in, and the lesson's words. */
    private static List<String> lesson(List<String> words, List<String> options) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent())
            if (Files.exists(folder.resolve("jbang-catalog.json"))) return Stream.of(Stream.of(folder.resolve("jbang").toString(), "run"), options.stream().map("-R="::concat), words.stream()).flatMap(each -> each).toList();
        throw new Misuse("lesson %s is in the workbook's folder: change to it".formatted(words.getFirst()));
    }

    /** All JVMs that a command starts record, of a lesson its own; the one that runs longest is shown. */
    private static Recording recorded(List<String> words, boolean lesson) throws Exception {
        try (var folder = new Temp("timeline")) {
            var options = List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:StartFlightRecording:dumponexit=true,filename=%s,settings=%s".formatted(folder.path.resolve("%p.jfr"), Recording.allWaits(folder.path)));
            try (var run = lesson ? Command.start(lesson(words, options), Map.of()) : Command.start(words, Map.of("JDK_JAVA_OPTIONS", String.join(" ", options)))) {
                for (long start = System.nanoTime(); !run.await(Duration.ofMillis(500)); ) Progress.show("it runs for %.0f s".formatted((System.nanoTime() - start) / 1e9));
            }
            Progress.clear();
            try (var files = Files.list(folder.path)) {
                return files.filter(file -> file.toString().endsWith(".jfr")).map(Timeline::readable).flatMap(Optional::stream).max(Comparator.comparingLong(recording -> recording.to() - recording.from()))
                        .orElseThrow(() -> new Misuse("the command has left no recording: it started no JVM, or ended at once"));
            }
        }
    }

    private static Optional<Recording> readable(Path file) {
        try {
            return Optional.of(Recording.of(file));
        } catch (Misuse aJvmThatWasKilled) {
            return Optional.empty();
        }
    }

    private Recording live(long pid) throws Exception {
        try (var target = Target.attach(pid)) {
            var stop = new Thread(() -> target.ask("JFR.stop name=timeline"));      // Ctrl-C leaves no recording behind that slows the program
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                target.ask("JFR.start name=timeline settings=" + Recording.allWaits(target.folder()));
                for (int i = 0; i < seconds; i++) {
                    Progress.show("watched %d s of %d".formatted(i, seconds));
                    Thread.sleep(1_000);
                }
                var file = target.folder().resolve("timeline.jfr");
                target.ask("JFR.stop name=timeline filename=" + file);
                return Recording.of(file);
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private void show(Recording recording, String title) throws IOException {
        Progress.clear();
        boolean terminal = System.console() != null && System.console().isTerminal(), colours = terminal && System.getenv("NO_COLOR") == null;
        IO.println("%s, %.2f s recorded%n".formatted(title, (recording.to() - recording.from()) / 1e9));
        IO.print(new Lanes(recording, from, length, 68, lanes).text(colours));
        if (!recording.deadlock().isEmpty()) IO.println("\nDeadlock   " + recording.deadlock());
        if (svg == null) return;
        try {
            Files.writeString(svg, new Lanes(recording, from, length, 600, lanes).svg(title));
        } catch (IOException e) {
            throw new Misuse("cannot write " + svg);
        }
        IO.println("\nPicture    " + svg);
    }
}
