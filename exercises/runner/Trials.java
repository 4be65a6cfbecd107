import module java.base;

/** From the learner's file to its verdict: compiles, then judges. One at a time; {@link #abandon} may come from any thread. */
final class Trials implements AutoCloseable {
    private final Judges judges;
    private final Compiler compiler;

    /** @param many whether there will be more than one trial: then a spare JVM gets warm in advance */
    Trials(Book book, boolean many) throws IOException {
        judges = new Judges(book, many);      // first, so that it gets warm while the compiler works
        compiler = new Compiler(book);
    }

    /** Gives {@link Verdict.Abandoned} as soon as {@code stop} says so and {@link #abandon} is called. */
    Verdict run(Exercise exercise, BooleanSupplier stop, Consumer<String> onTest) throws IOException, InterruptedException {
        if (!Files.exists(exercise.file()))
            return new Verdict.NotCompiled(List.of(new Verdict.Problem(exercise.file(), 0, 0, "", "the file is not there; a reset brings the starter back")));
        var compiled = compiler.compile(exercise);
        return switch (compiled) {
            case Compiler.Failed(var problems) -> new Verdict.NotCompiled(problems);
            case Compiler.Classes(var folder, var kit) -> judges.judge(exercise, folder, kit, stop, onTest);
        };
    }

    /** Gets ready for the next one; may take a moment, so whoever waits for a verdict gets it first. */
    void prepare() throws IOException, InterruptedException { judges.prepare(); }

    /** Gets the compiler warm, if nothing had to be compiled so far. */
    void warmUp(Exercise exercise) throws IOException { compiler.warmUp(exercise); }

    void abandon() { judges.abandon(); }

    @Override public void close() throws IOException {
        judges.close();
        compiler.close();
    }
}
