package workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer to an exercise, found in its folder: there is no list to keep.
 *
 * @param exercise such as {@code E01_OneChefManyOrders}
 * @param name     {@code starter}, {@code reference}, {@code right/…} or {@code wrong/…}
 */
record Answer(String exercise, String name, String text) {
    static final Path SOLUTIONS = Path.of("").toAbsolutePath(), EXERCISES = SOLUTIONS.resolveSibling("exercises");

    static List<String> exercises() throws IOException {
        try (var folders = Files.list(SOLUTIONS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("E\\d\\d_\\w+") && name.startsWith(System.getProperty("exercise", ""))).sorted().toList();
        }
    }

    /** Whatever lies in the exercises' folders. The starters' copies too, since a learner may be in the middle of changing the starter. */
    static List<Answer> all() throws IOException {
        var all = new ArrayList<Answer>();
        for (var exercise : exercises()) {
            var folder = SOLUTIONS.resolve(exercise);
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(file -> file.endsWith(exercise + ".java")).sorted().toList())
                    all.add(new Answer(exercise, folder.relativize(file.getParent()).toString().replace('\\', '/'), Files.readString(file)));
            }
        }
        return all;
    }

    /** What stands in the learner's folder now. */
    String ofTheLearner() throws IOException {
        var file = EXERCISES.resolve("src/main/java/workbook/" + exercise + ".java");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    boolean isWrong() { return name.startsWith("wrong/") || name.equals("starter"); }

    /** What the first failure must contain. A starter does not say it itself, so it lies beside the answers. */
    String says() throws IOException {
        if (name.equals("starter")) return Files.readString(SOLUTIONS.resolve(exercise).resolve("starter.txt")).strip();
        return text.lines().toList().get(1).substring("// The test says: ".length());
    }

    @Override public String toString() { return exercise.substring(0, 3) + " " + name; }
}
