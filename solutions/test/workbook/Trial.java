package workbook;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.discoveryRequest;
import static org.junit.platform.launcher.core.LauncherExecutionRequestBuilder.executionRequest;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaFileObject;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Puts answers on trial: runs the exercise's own test class against an answer, up to the first failure.
 *
 * <p>The test classes are compiled once, against the reference answers, so that no learner's unfinished starter stands
 * in the way. Each run has a class loader of its own for the answer and its test class; only the kit is shared.
 */
final class Trial {
    private final Path classes, tests;
    private final Launcher launcher = LauncherFactory.create();
    private final ClassLoader kit;
    private int runs;

    /** How many tests passed, and the first that failed, if any did. */
    static final class Verdict implements TestExecutionListener {
        private final CancellationToken enough = CancellationToken.create();
        private int passed;
        private String failedTest;
        private Throwable failure;

        /** Why the verdict is mistaken, if it is: a right answer passes all tests, a wrong one fails with the intended message. */
        Optional<String> mistake(Answer answer) throws IOException {
            if (failure == null) return answer.isWrong() || passed == 0 ? Optional.of("passes all %d tests".formatted(passed)) : Optional.empty();
            var message = String.valueOf(failure.getMessage());
            if (answer.isWrong() && message.contains(answer.says())) return Optional.empty();
            return Optional.of("fails in %s%s: %s".formatted(failedTest, answer.isWrong() ? ", and not because of \"%s\"".formatted(answer.says()) : "", message));
        }

        @Override public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                if (test.isTest()) passed++;
            } else if (failure == null) {
                failedTest = test.getDisplayName();
                failure = result.getThrowable().orElseThrow();
                enough.cancel();
            }
        }
    }

    /** Compiles the answers into the folder, each by itself, and the tests against the references. */
    Trial(List<Answer> answers, Path classes) throws IOException {
        this.classes = classes;
        tests = classes.resolve("tests");
        for (var answer : answers)
            Javac.compile(List.of(Javac.source(answer.exercise() + ".java", answer.text())), classes(answer), List.of());
        var references = answers.stream().filter(answer -> answer.name().equals("reference")).toList();
        var wanted = references.stream().map(answer -> answer.exercise() + "Test.java").toList();
        var sources = new ArrayList<JavaFileObject>();
        try (var files = Files.walk(Answer.EXERCISES.resolve("src/test/java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (!name.matches("E\\d\\d_.*") || wanted.contains(name)) sources.add(Javac.source(file));
            }
        }
        Javac.compile(sources, tests, references.stream().map(this::classes).toList());
        kit = new URLClassLoader("kit", new URL[] {tests.toUri().toURL()}, Trial.class.getClassLoader());
    }

    private Path classes(Answer answer) { return classes.resolve(answer.exercise()).resolve(answer.name()); }

    /** Runs the exercise's tests against the answer. */
    Verdict run(Answer answer) throws Exception {
        var verdict = new Verdict();
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        try (var ofAnswer = new Loader("answer " + ++runs, classes(answer), tests, kit)) {
            thread.setContextClassLoader(ofAnswer);
            var request = discoveryRequest().selectors(selectClass(ofAnswer.loadClass("workbook." + answer.exercise() + "Test"))).build();
            launcher.execute(executionRequest(request).listeners(verdict).cancellationToken(verdict.enough).build());
        } finally {
            thread.setContextClassLoader(loader);
            for (var left : Thread.getAllStackTraces().keySet())        // what an answer leaves waiting there would hold up the next one's
                if (left.getName().startsWith("ForkJoinPool.commonPool-")) left.interrupt();
        }
        return verdict;
    }

    /** Knows the answer and its test class, and asks its parent for all else. The name tells runs apart in stack traces. */
    private static final class Loader extends URLClassLoader {
        Loader(String name, Path answer, Path tests, ClassLoader kit) throws IOException {
            super(name, new URL[] {answer.toUri().toURL(), tests.toUri().toURL()}, kit);
        }

        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("workbook.E")) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                var known = findLoadedClass(name);
                return known != null ? known : findClass(name);
            }
        }
    }
}
