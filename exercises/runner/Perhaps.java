import module java.base;

/** What the learner perhaps believes: the failure is compared with those of the known wrong answers. */
final class Perhaps {
    private Perhaps() {}

    /** The misconception whose answer fails with this message. Of several the one with the longest piece; of equals none. */
    static Optional<String> of(Exercise exercise, Verdict.Failed verdict) throws IOException {
        if (exercise.isUntouched()) return Optional.empty();        // nobody has thought anything yet
        var alike = exercise.mistakes().stream().filter(mistake -> !mistake.says().isEmpty() && verdict.message().contains(mistake.says())).toList();
        int longest = alike.stream().mapToInt(mistake -> mistake.says().length()).max().orElse(0);
        var best = alike.stream().filter(mistake -> mistake.says().length() == longest).map(Exercise.Mistake::misconception).distinct().toList();
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }
}
