package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The questions of the chapter Choose, as they stand on the page without any script. */
@Timeout(150)
class DecideTest {
    private final List<Element> questions = Rendered.PAGES.get("choose.html").select("#decide ~ dl.decide > dt"),
            answers = Rendered.PAGES.get("choose.html").select("#decide ~ dl.decide > dd > dl > dt"),
            results = answers.stream().filter(answer -> answer.selectFirst("a[id]") != null).toList();

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

    private Element target(Element then) {
        return questions.stream().filter(question -> question.selectFirst(then.selectFirst("a").attr("href")) != null).findFirst().orElseThrow();
    }
}
