package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The catalog and the folders agree. */
class CatalogTest {

    @Test
    void everyLessonHasItsNumberAndItsSlug() throws IOException {
        var expected = new TreeMap<String, String>();
        Lesson.all().forEach(lesson -> {
            var file = "lessons/" + lesson.file().getFileName();
            expected.put(lesson.id().substring(1), file);
            expected.put(lesson.toString().substring(4).replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(), file);
        });

        var lessons = new TreeMap<>(aliases());
        lessons.values().removeIf(file -> !file.startsWith("lessons/L"));
        assertThat(lessons).isEqualTo(expected);
    }

    @Test
    void everyAliasNamesAFile() throws IOException {
        assertThat(aliases()).isNotEmpty().allSatisfy((alias, file) -> {
            assertThat(Lesson.ROOT.resolve(file)).as(alias).isRegularFile();
            assertThat(Lesson.ROOT.resolve(alias)).as("a folder of that name would hide the alias").doesNotExist();
        });
    }

    private static Map<String, String> aliases() throws IOException {
        var found = new TreeMap<String, String>();
        var entry = Pattern.compile("\"([^\"]+)\": \\{\\s*\"script-ref\": \"([^\"]+)\"").matcher(Files.readString(Lesson.ROOT.resolve("jbang-catalog.json")));
        while (entry.find()) found.put(entry.group(1), entry.group(2));
        return found;
    }
}
