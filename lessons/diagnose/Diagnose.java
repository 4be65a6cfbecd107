//JAVA 25
//DESCRIPTION Watches a running JVM for 10 s and says what it waits for: CPU, IO, threads, connections or memory
//DEPS info.picocli:picocli:4.7.7
//DEPS com.google.code.gson:gson:2.13.2
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS com.h2database:h2:2.4.240
//DEPS org.slf4j:slf4j-nop:2.0.17
//SOURCES Activity.java Seen.java Dumps.java Target.java Kernel.java Counters.java Histogram.java Look.java
//SOURCES Account.java Vitals.java Bottleneck.java Finding.java Rules.java Diagnosis.java Report.java Misuse.java Progress.java Temp.java
//SOURCES Recording.java Command.java Patients.java Services.java Matrix.java
//JAVAC_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED --add-exports=jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED --add-exports=jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -XX:+UseSerialGC -XX:TieredStopAtLevel=1
import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "./jbang diagnose", separator = "=", description = {"Watches a running JVM and says what it waits for: CPU, IO, threads, connections or memory.",
        "It needs no agent and no restart, and works for Java 17 to 25.", "Exit codes: 0 it has a verdict, 1 a patient was judged wrong, 2 there is nothing to look at."})
public class Diagnose implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "PID | FILE.jfr | -- COMMAND", description = "a running JVM, a recording, or a command that starts a JVM, which is ended afterwards (java: the one on your PATH, else the one that runs this)")
    List<String> what = List.of();

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "N", description = "how long to watch (2 to 600; default 10)")
    int seconds;

    @Option(names = "--after", defaultValue = "5", paramLabel = "N", description = "how long a command runs before it is watched (0 to 600; default 5)")
    int after;

    @Option(names = "--patients", description = "judges the programs that come with it, or those that you name, whose bottleneck is known, and prints the confusion matrix")
    boolean patients;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    public static void main(String... args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Diagnose()).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((problem, _) -> Misuse.tell("diagnose", problem)).setExecutionExceptionHandler((problem, _, _) -> Misuse.tell("diagnose", problem)).execute(args));
    }

    @Override public Integer call() throws Exception {
        if (seconds < 2 || seconds > 600) throw new Misuse("cannot watch for %d s: 2 to 600".formatted(seconds));
        if (after < 0 || after > 600) throw new Misuse("cannot wait for %d s: 0 to 600".formatted(after));
        if (patients) return Matrix.judgeAll(what, seconds, after) ? 0 : 1;
        if (what.isEmpty()) throw new Misuse("say what to look at: the PID of a JVM (jps lists them), a FILE.jfr, or -- and a COMMAND");
        var first = what.getFirst();
        if (first.matches("\\d{1,9}") && what.size() == 1) return report(Look.at(Long.parseLong(first), seconds, Progress::show));
        if (first.endsWith(".jfr") && what.size() == 1) return report(Diagnosis.of(first, Recording.of(Path.of(first))));
        if (first.matches("-.*|.*\\.jfr")) throw new Misuse("cannot use '%s'".formatted(first));
        try (var command = Command.start(what, Map.of())) {
            return report(Look.at(command.jvm(after), seconds, Progress::show));
        }
    }

    private int report(Diagnosis seen) {
        Progress.clear();
        IO.print(Report.of(seen));
        return 0;
    }
}
