package workbook;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Asks for every verdict again and again, on the machine as it is, on one core, and while busy loops take the cores;
 * prints one table and exits with 1 if any verdict was mistaken.
 *
 * <p>{@code ./mvnw -q -Pproofs verify -Drepeat=100 -Dexercise=E02 -Djobs=4}: repeats, the beginning of the exercises'
 * names, and how many JVMs judge side by side (most tests wait more than they compute). {@code -Dmachine=one}, the
 * beginning of a machine's name, asks on that one only, for runs that take hours.
 */
final class Proofs {
    private static final int REPEAT = Integer.getInteger("repeat", 100), JOBS = Integer.getInteger("jobs", 4);
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final int ALL = -1;
    /** A judge that has more gives way to another: some wrong answers leave hundreds behind each time. */
    private static final int THREADS = 3_000;

    private enum Machine {
        AS_IT_IS("as it is"), ONE_CORE("one core"), LOADED("loaded");

        final String words;

        Machine(String words) { this.words = words; }
    }

    /** How often an answer was judged and how often that was mistaken, with one example; the median time in ms. */
    private record Score(int verdicts, int mistaken, double millis, String example) {
        @Override public String toString() {
            return "%,d of %,d%s %,7.0f ms".formatted(verdicts - mistaken, verdicts, mistaken == 0 ? "" : " ✘", millis);
        }
    }

    private Proofs() {}

    /** Without arguments the one that asks; with a folder for its classes, an answer's number and how many verdicts one of those that judge. */
    public static void main(String... args) throws Exception {
        if (args.length == 3) judge(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        else System.exit(ask() ? 0 : 1);
    }

    private static boolean ask() throws Exception {
        var answers = Answer.all();
        if (answers.isEmpty()) throw new IllegalArgumentException("no exercise begins with " + System.getProperty("exercise"));
        var scores = new TreeMap<Machine, Map<Integer, Score>>();
        for (var machine : Machine.values()) {
            if (!machine.words.startsWith(System.getProperty("machine", ""))) continue;
            if (machine == Machine.ONE_CORE && !Files.isExecutable(TASKSET)) System.out.println("not on one core: there is no " + TASKSET);
            else scores.put(machine, scores(machine, answers.size()));
        }
        if (scores.isEmpty()) throw new IllegalArgumentException("no machine begins with " + System.getProperty("machine"));
        System.out.printf("%n  %-58s%s%n", "verdicts as intended, median time of one", scores.keySet().stream().map(m -> "%26s".formatted(m.words)).collect(joining()));
        for (int i = 0; i < answers.size(); i++) {
            int answer = i;
            System.out.printf("  %-58s%s%n", answers.get(i), scores.values().stream().map(s -> "%26s".formatted(s.get(answer))).collect(joining()));
        }
        var mistakes = scores.entrySet().stream().flatMap(machine -> machine.getValue().entrySet().stream()
                .filter(score -> score.getValue().mistaken > 0)
                .map(score -> "✘ %s, %s: %s".formatted(machine.getKey().words, answers.get(score.getKey()), score.getValue().example))).toList();
        mistakes.forEach(System.out::println);
        System.out.printf("%n%,d verdicts, %s%n", scores.values().stream().flatMap(s -> s.values().stream()).mapToInt(Score::verdicts).sum(),
                mistakes.isEmpty() ? "none mistaken" : "%,d of them mistaken".formatted(scores.values().stream().flatMap(s -> s.values().stream()).mapToInt(Score::mistaken).sum()));
        return mistakes.isEmpty();
    }

    /** Lets the judges take the answers from a queue, whoever is free the next. */
    private static Map<Integer, Score> scores(Machine machine, int answers) throws Exception {
        var todo = new ConcurrentLinkedQueue<>(IntStream.range(0, answers).boxed().toList());
        var scores = Collections.synchronizedMap(new TreeMap<Integer, Score>());
        var done = new AtomicInteger();
        var load = machine == Machine.LOADED ? load() : List.<Process>of();
        try (var judges = Executors.newFixedThreadPool(JOBS)) {
            var ends = new ArrayList<Future<?>>();
            for (int job = 0; job < JOBS; job++) {
                int core = machine == Machine.ONE_CORE ? job % Runtime.getRuntime().availableProcessors() : ALL;
                var folder = Answer.SOLUTIONS.resolve("target/proofs/" + job).toString();
                ends.add(judges.submit(() -> {
                    for (Integer answer; (answer = todo.poll()) != null; ) {
                        scores.put(answer, score(core, folder, answer));
                        int judged = done.incrementAndGet();
                        if (judged % 10 == 0 || judged == answers) System.out.printf("  %s: %d of %d answers, %,d times each%n", machine.words, judged, answers, REPEAT);
                    }
                    return null;
                }));
            }
            for (var end : ends) end.get();
        } finally {
            load.forEach(Process::destroyForcibly);
        }
        return scores;
    }

    /** Has one answer judged by JVMs of its own: what wrong answers leave behind, such as threads, goes with them. */
    private static Score score(int core, String folder, int answer) throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        var mistakes = new ArrayList<String>();
        while (millis.size() < REPEAT) {
            var judge = start(core, folder, Integer.toString(answer), Integer.toString(REPEAT - millis.size()));
            try (var in = judge.inputReader()) {
                for (String line; (line = in.readLine()) != null; ) {
                    var words = line.split(" ", 2);
                    millis.add(Double.parseDouble(words[0]));
                    if (!words[1].isEmpty()) mistakes.add(words[1]);
                }
                if (judge.waitFor() != 0) throw new IOException("a judge died at answer " + answer);
            } finally {
                judge.destroyForcibly();
            }
        }
        Collections.sort(millis);
        return new Score(REPEAT, mistakes.size(), millis.get(REPEAT / 2), mistakes.isEmpty() ? "" : mistakes.getFirst());
    }

    /** A busy loop for each core, in processes of their own, as other programs would be. */
    private static List<Process> load() throws IOException {
        var load = new ArrayList<Process>();
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) load.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> load.forEach(Process::destroyForcibly)));
        return load;
    }

    private static Process start(int core, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (core != ALL) command.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx1g", "-Xlog:disable",       // its warnings would stand among the verdicts
                "-cp", System.getProperty("java.class.path"),
                "-Dexercise=" + System.getProperty("exercise", ""), Proofs.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Writes of each verdict the ms, and the mistake if it was one. Gives way to another JVM before the system has no more threads. */
    private static void judge(Path folder, int number, int verdicts) throws Exception {
        var out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));    // what answers print
        var answers = Answer.all();
        var trial = new Trial(answers, folder);
        var answer = answers.get(number);
        for (int i = 0; i < verdicts && ManagementFactory.getThreadMXBean().getThreadCount() < THREADS; i++) {
            long start = System.nanoTime();
            var mistake = trial.run(answer).mistake(answer).flatMap(message -> message.lines().findFirst());
            out.printf("%.3f %s%n", (System.nanoTime() - start) / 1e6, mistake.orElse(""));
        }
        System.exit(0);     // whatever threads the answer left behind
    }
}
