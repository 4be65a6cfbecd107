import module java.base;

/** Puts the starter back in place of what the learner wrote. */
final class Reset {
    private Reset() {}

    /** Returns where the learner's version is kept. */
    static Path of(Exercise exercise) throws IOException {
        if (!Files.exists(exercise.starter())) throw new Misuse("the starter of %s is not there: %s".formatted(exercise.id(), exercise.book().shown(exercise.starter())));
        var kept = exercise.book().state().resolve("kept/%s-%s.java".formatted(exercise.name(), DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss-SSS").format(LocalDateTime.now())));
        Files.createDirectories(kept.getParent());
        if (Files.exists(exercise.file())) Files.copy(exercise.file(), kept);
        var part = exercise.book().state().resolve(exercise.name() + ".part");
        Files.copy(exercise.starter(), part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, exercise.file(), StandardCopyOption.REPLACE_EXISTING);
        return kept;
    }
}
