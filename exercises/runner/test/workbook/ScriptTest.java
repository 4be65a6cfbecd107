package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script's head agrees with what lies around it, and the wrapper runs it. */
class ScriptTest {
    @Test void the_versions_are_those_of_the_poms() throws IOException {
        var poms = new TreeMap<String, String>();
        for (var pom : List.of(Copy.ROOT.resolve("pom.xml"), Copy.RUNNER.resolve("pom.xml"))) {
            var text = Files.readString(pom);
            find("<artifactId>([\\w-]+)</artifactId>\\s*<version>([\\d.]+)</version>", text).forEach(found -> poms.put(found.get(0), found.get(1)));
            find("<(junit|assertj)\\.version>([\\d.]+)<", text).forEach(found -> poms.put(found.get(0), found.get(1)));
        }
        for (var script : List.of(Copy.RUNNER.resolve("Workbook.java"), Copy.RUNNER.resolve("test/workbook/Record.java")))
            assertThat(find("(?m)^//DEPS [\\w.]+:([\\w-]+):([\\d.]+)$", Files.readString(script))).isNotEmpty().allSatisfy(dependency -> {
                var name = dependency.get(0).startsWith("junit") ? "junit" : dependency.get(0).startsWith("assertj") ? "assertj"
                        : dependency.get(0).startsWith("jline") ? "jline-reader" : dependency.get(0);
                assertThat(poms).as("%s in %s", dependency.get(0), script.getFileName()).containsEntry(name, dependency.get(1));
            });
    }

    @Test void the_sources_are_the_files_beside_it() throws IOException {
        var sources = find("(?m)^//SOURCES (.*)$()", Files.readString(Copy.RUNNER.resolve("Workbook.java"))).stream().flatMap(found -> Stream.of(found.get(0).split(" "))).toList();
        try (var files = Files.list(Copy.RUNNER)) {
            assertThat(sources).containsExactlyInAnyOrderElementsOf(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !List.of("Workbook.java", "Bench.java").contains(name)).toList());
        }
    }

    @Timeout(300)
    @Test void the_wrapper_runs_it(@TempDir Path folder) throws Exception {
        var command = new ProcessBuilder(Copy.ROOT.resolve("jbang").toString(), Copy.RUNNER.resolve("Workbook.java").toString(), "run", "E02");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var copy = Copy.in(folder);
        copy.save("E02_AddingMore", "return a + b;");
        var run = Run.in(copy, command);
        assertThat(run.out()).startsWith("✔ passed: 2 tests");
        assertThat(run.code()).isZero();
    }

    private static List<List<String>> find(String pattern, String text) {
        var found = new ArrayList<List<String>>();
        var matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) found.add(List.of(matcher.group(1), matcher.group(2)));
        return found;
    }
}
