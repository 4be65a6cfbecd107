package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof of the proofs: the exercises' tests tell right answers from wrong ones, each for the intended reason.
 * {@code -Dexercise=E02} asks for the verdicts of one exercise, and {@link Proofs} asks again and again.
 */
class ProofTest {
    private static final List<Answer> ANSWERS;
    private static final Trial TRIAL;

    static {
        try {
            ANSWERS = Answer.all();
            TRIAL = new Trial(ANSWERS, Answer.SOLUTIONS.resolve("target/proof"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final PrintStream OUT = System.out, ERR = System.err;

    /** Names the exercises that somebody is working on. What answers print is dropped, also what their last threads print after a verdict. */
    @BeforeAll static void quiet() throws IOException {
        for (var answer : ANSWERS)
            if (answer.name().equals("starter") && !answer.text().equals(answer.ofTheLearner()))
                OUT.printf("%s is not the starter any more: the proof judges the starter%n", answer.exercise());
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
    }

    @AfterAll static void loud() {
        System.setOut(OUT);
        System.setErr(ERR);
    }

    static List<Answer> answers() { return ANSWERS; }

    static List<String> exercises() throws IOException { return Answer.exercises(); }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theTestsTellRightFromWrong(Answer answer) throws Exception {
        TRIAL.run(answer).mistake(answer).ifPresent(mistake -> fail(answer + " " + mistake));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void everyExerciseIsComplete(String exercise) throws IOException {
        var answers = ANSWERS.stream().filter(answer -> answer.exercise().equals(exercise)).toList();
        assertThat(answers).filteredOn(answer -> answer.name().equals("reference")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.name().startsWith("right/")).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(answer -> assertThat(answer.text()).matches("(?s)// Style: \\S.*"));
        assertThat(answers).filteredOn(answer -> answer.name().startsWith("wrong/")).hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(answer -> assertThat(answer.text()).matches("(?s)// Misconception: \\S[^\\n]*\\n// The test says: \\S.*"));
        assertThat(answers).filteredOn(answer -> answer.name().equals("starter")).singleElement().satisfies(starter -> assertThat(starter.text()).containsOnlyOnce("TODO"));
        assertThat(Files.readString(Answer.EXERCISES.resolve("hints/" + exercise + ".md")))
                .containsSubsequence("## 1 Where to look\n", "## 2 What to use\n", "## 3 Nearly the answer\n");
    }
}
