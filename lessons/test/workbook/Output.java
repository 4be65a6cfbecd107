package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A lesson's printed page in the form that the design fixes; whatever does not fit it fails with the line. */
record Output(List<String> lines) {

    static Output of(String text) {
        return new Output(text.lines().toList());
    }

    void hasTheForm(Lesson lesson) {
        assertThat(lines.getFirst()).as("line 1: title and machine")
                .matches(lesson.id() + " · .+ {2,}\\d+ cores? · \\d+ GiB · JDK 25\\S* · \\S.*");
        assertThat(section("Question")).as("Question").isNotEmpty();
        assertThat(results()).as("at least one result under 'You saw', each with its mark").isNotEmpty();
        assertThat(section("Why")).as("Why").isNotEmpty();
        assertThat(section("Next")).as("Next").isNotEmpty();
        assertThat(tables()).as("a table: two spaces, a name, columns parted by two or more spaces").isNotEmpty();
        for (var table : tables())
            assertThat(table).as("a table has a head and rows").hasSizeGreaterThan(1)
                    .allSatisfy(row -> assertThat(cells(row)).as(row).hasSizeGreaterThanOrEqualTo(cells(table.getFirst()).length));
        assertThat(lines).as("every line belongs to the form").allSatisfy(line ->
                assertThat(line).matches("|L\\d\\d · .*|(Question|Predict|You saw|Why|Next|Note) +\\S.*| {11,13}\\S.*|  \\S.*"));
        assertThat(lines).as("no line is wider than 100 columns").allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    /** The result sentences, each beginning with ✔, ✘ or –. */
    List<String> results() {
        return List.of(section("You saw").split(" (?=[✔✘–] )"));
    }

    /** The text of a labelled paragraph on one line; empty where there is none. */
    String section(String label) {
        var text = new StringBuilder();
        boolean inside = false;
        for (var line : lines) {
            if (!line.startsWith(" ")) inside = line.startsWith(label);
            if (inside && line.length() > 11) text.append(line.substring(11).strip()).append(' ');
        }
        return text.toString().strip();
    }

    private List<List<String>> tables() {
        return List.of(String.join("\n", lines).split("\n\n")).stream()
                .map(block -> block.lines().toList())
                .filter(block -> block.stream().allMatch(line -> line.startsWith("  ") && cells(line).length > 1))
                .filter(block -> !block.getFirst().endsWith(" ms"))   // a timeline
                .toList();
    }

    private static String[] cells(String row) {
        return row.strip().split(" {2,}");
    }
}
