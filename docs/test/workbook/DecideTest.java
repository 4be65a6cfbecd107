package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the chapter Choose, as they stand on the page without any script. */
@Timeout(150)
class DecideTest {
    @TempDir static Path folder;
    static List<Element> questions, answers, results;

    @BeforeAll static void render() throws Exception {
        assertThat(Run.guide(Run.ROOT, "--no-open", "--out=" + folder).code()).isZero();
        var list = Jsoup.parse(folder.resolve("choose.html")).selectFirst("#decide + * ~ dl.decide");
        questions = list.select("> dt");
        answers = list.select("> dd > dl > dt");
        results = answers.stream().filter(answer -> answer.selectFirst("a[id]") != null).toList();
    }

    @Test void questions_are_numbered_in_their_order() {
        for (int n = 0; n < questions.size(); n++) assertThat(questions.get(n).text()).startsWith(n + 1 + ". ").endsWith("?");
    }

    @Test void an_answer_names_a_model_or_the_question_to_go_on_with() {
        assertThat(answers).allSatisfy(answer -> {
            var then = answer.nextElementSibling();
            if (results.contains(answer)) assertThat(then.select("> strong")).hasSize(1);
            else assertThat(then.text()).isEqualTo("Go on with question %d.", 1 + questions.indexOf(target(then)));
        });
    }

    @Test void every_question_but_the_first_is_reached_in_one_way() {
        var reached = answers.stream().filter(answer -> !results.contains(answer)).map(answer -> target(answer.nextElementSibling())).toList();
        assertThat(reached).containsExactlyInAnyOrderElementsOf(questions.subList(1, questions.size()));
    }

    @Test void a_result_says_what_it_buys_and_has_its_lesson_exercise_and_chapter() {
        assertThat(results).hasSizeGreaterThan(questions.size()).allSatisfy(result -> {
            var then = result.nextElementSibling();
            assertThat(then.text()).contains("buys").containsPattern("Lessons? (\\d\\d|\\d\\d and \\d\\d), exercise E\\d\\d, chapter ");
            assertThat(then.select("br + a[href]")).hasSize(1);
        });
    }

    @Test void the_script_is_on_the_page() throws Exception {
        assertThat(Files.readString(folder.resolve("choose.html"))).contains("<script src=\"theme/decide.js\" defer>");
        assertThat(folder.resolve("theme/decide.js")).exists();
    }

    private static Element target(Element then) {
        return questions.stream().filter(question -> question.selectFirst(then.selectFirst("a").attr("href")) != null).findFirst().orElseThrow();
    }
}
