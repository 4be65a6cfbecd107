package workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A small workbook in a folder of its own: two exercises of one method each, with the real kit; and how to run the runner in it. */
record Copy(Path root) {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path RUNNER = ROOT.resolve("exercises/runner");
    private static final Path COMPILED = RUNNER.resolve("target/kit");      // once for all copies

    /** What the sum must be, what is printed is up to the answer; limits are low, because these answers hang on purpose. */
    private static final String TEST = """
            package workbook;

            import static org.assertj.core.api.Assertions.assertThat;
            import org.junit.jupiter.api.Order;
            import org.junit.jupiter.api.Test;
            import workbook.proof.Proof;

            @Proof(limit = 1_000)
            class %1$sTest {
                @Test @Order(1) void onesAreAdded() { assertThat(new %1$s().sum(1, 1)).withFailMessage("one and one are two, and no other number").isEqualTo(2); }

                @Test @Order(2) void othersAreAdded() { assertThat(new %1$s().sum(2, 3)).withFailMessage("two and three are five").isEqualTo(5); }
            }
            """;

    static Copy in(Path folder) throws IOException {
        var copy = new Copy(folder.toRealPath());
        for (var name : List.of("E01_Adding", "E02_AddingMore")) {
            copy.put("exercises/src/main/java/workbook/" + name + ".java", answer(name, "return 0;      // TODO: add them"));
            copy.put("solutions/" + name + "/starter/" + name + ".java", answer(name, "return 0;      // TODO: add them"));
            copy.put("solutions/" + name + "/reference/" + name + ".java", answer(name, "return a + b;"));
            copy.put("solutions/" + name + "/right/the-other-way-round/" + name + ".java", "// Style: the second one first.\n" + answer(name, "return b + a;"));
            copy.put("solutions/" + name + "/wrong/multiplies/" + name + ".java",
                    "// Misconception: Adding is multiplying.\n// The test says: two and three are five\n" + answer(name, "return 2 * a * b;"));
            copy.put("exercises/hints/" + name + ".md", "## 1 Where to look\nAt `a` and `b`.\n\n## 2 What to use\nA sign.\n\n## 3 Nearly the answer\n```java\nreturn a\n```\n");
            copy.put("exercises/src/test/java/workbook/" + name + "Test.java", TEST.formatted(name));
        }
        copy.put("lessons/L01_Adding.java", "");
        copyAll(ROOT.resolve("exercises/src/test/java/workbook/proof"), copy.root.resolve("exercises/src/test/java/workbook/proof"));
        if (Files.isDirectory(COMPILED)) copyAll(COMPILED, copy.root.resolve(".workbook/classes"));
        return copy;
    }

    /** An answer's text: the body of its only method. */
    static String answer(String name, String body) {
        return """
                package workbook;

                /*
                 * %s · %s
                 */
                public class %s {
                    public int sum(int a, int b) {
                        %s
                    }
                }
                """.formatted(name.substring(0, 3), name.substring(4).replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(), name, body.indent(8).strip());
    }

    Path file(String name) { return root.resolve("exercises/src/main/java/workbook/" + name + ".java"); }

    /** Saves an answer as an editor does: in place. */
    void save(String name, String body) throws IOException { Files.writeString(file(name), answer(name, body)); }

    void put(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Path progress() { return root.resolve(".workbook/progress"); }

    /** The command as JBang starts it: with the options that the script names. */
    static List<String> command(String... args) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        var options = Pattern.compile("(?m)^//RUNTIME_OPTIONS (.*)$").matcher(Files.readString(RUNNER.resolve("Workbook.java")));
        while (options.find()) command.addAll(List.of(options.group(1).split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "Workbook"));
        command.addAll(List.of(args));
        return command;
    }

    /** Keeps the compiled kit for the copies that follow. */
    void keepKit() throws IOException {
        try (var kits = Files.list(root.resolve(".workbook/classes"))) {
            for (var kit : kits.filter(folder -> folder.getFileName().toString().startsWith("kit-")).toList())
                if (!Files.exists(COMPILED.resolve(kit.getFileName()))) copyAll(kit, Files.createDirectories(COMPILED).resolve(kit.getFileName()));
        }
    }

    /** The class of this exercise that a runner has compiled last, and keeps. */
    Path kept(String exercise) throws IOException {
        try (var classes = Files.list(root.resolve(".workbook/classes"))) {
            return classes.filter(folder -> folder.getFileName().toString().startsWith(exercise + "-")).findFirst().orElseThrow().resolve("workbook/" + exercise + ".class");
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
    }
}
