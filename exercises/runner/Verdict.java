import module java.base;

/** What the newest state of an exercise led to. Durations are in ms. */
sealed interface Verdict {
    /** What the learner's code printed: its beginning, and how many more lines there were. */
    record Printed(String text, long more) {
        static final Printed NOTHING = new Printed("", 0);
    }

    /** A place in the learner's code, or in the test. */
    record Place(String file, int line, String method) {}

    record Passed(int tests, long millis, Printed printed) implements Verdict {}

    /** A test failed, or did not end, or took its JVM down; {@code message}'s first line is the sentence. */
    record Failed(String test, int passed, String message, List<Place> places, Printed printed, long millis) implements Verdict {}

    /** A line and column from 1 on; {@code source} is the line's text. */
    record Problem(Path file, long line, long column, String source, String message) {}

    record NotCompiled(List<Problem> problems) implements Verdict {}

    /** A newer state was there before the verdict. */
    record Abandoned() implements Verdict {}

    default boolean isPassed() { return this instanceof Passed; }
}
