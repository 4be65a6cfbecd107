package workbook;

import static org.assertj.core.api.Assertions.assertThat;

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
 * {@code -Drepeat=100} asks for every verdict a hundred times, {@code -Dexercise=E02} only for those of one exercise.
 */
class ProofTest {
    private static final int REPEAT = Integer.getInteger("repeat", 1);
    private static final List<Answer> ANSWERS;
    private static final Trial TRIAL;

    static {
        try {
            ANSWERS = Answer.all();
            TRIAL = new Trial(ANSWERS);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final PrintStream OUT = System.out, ERR = System.err;

    /** What answers print is dropped, also what their last threads print after a verdict. */
    @BeforeAll static void quiet() {
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
        for (int round = 1; round <= REPEAT; round++) {
            var verdict = TRIAL.run(answer);
            if (answer.isWrong()) {
                assertThat(verdict.failure).as("%s passes all %d tests, round %d", answer, verdict.passed, round).isNotNull();
                assertThat(verdict.failure.getMessage()).as("%s fails for the intended reason in %s, round %d", answer, verdict.failedTest, round)
                        .contains(answer.says());
            } else {
                if (verdict.failure != null) throw new AssertionError("%s fails in %s, round %d".formatted(answer, verdict.failedTest, round), verdict.failure);
                assertThat(verdict.passed).as("tests that ran against %s", answer).isPositive();
            }
        }
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
        assertThat(answers.getFirst().text()).containsOnlyOnce("TODO");
        assertThat(Files.readString(Answer.EXERCISES.resolve("hints/" + exercise + ".md")))
                .containsSubsequence("## 1 Where to look\n", "## 2 What to use\n", "## 3 Nearly the answer\n");
    }
}
