import module java.base;

/** What the runner says, in words. Nothing here reads a key or knows a terminal. */
final class Pages {
    private static final int PROBLEMS = 4, PLACES = 4, PRINTED = 8;     // as many as fit on a screen beside the rest

    private final Book book;
    private final Progress progress;
    private final int width;

    Pages(Book book, Progress progress, int width) {
        this.book = book;
        this.progress = progress;
        this.width = width;
    }

    Page head(Exercise exercise) throws IOException {
        var all = book.exercises();
        int solved = solved(all);
        int bar = 12, full = solved * bar / all.size();
        return new Page(width)
                .ends(Page.Style.BOLD, exercise.id() + " · " + exercise.title(), Page.Style.FAINT, "%s%s %d of %d solved".formatted("█".repeat(full), "░".repeat(bar - full), solved, all.size()))
                .line(Page.Style.PLAIN, book.shown(exercise.file())).gap();
    }

    Page verdict(Page page, Exercise exercise, Verdict verdict) throws IOException {
        return switch (verdict) {
            case Verdict.Passed passed -> page.text(Page.Style.GOOD, "✔ passed: %d test%s in %,d ms".formatted(passed.tests(), passed.tests() == 1 ? "" : "s", passed.millis()));
            case Verdict.Failed failed -> failed(page, exercise, failed);
            case Verdict.NotCompiled(var problems) -> problems(page, exercise, problems);
            case Verdict.Abandoned _ -> page;
        };
    }

    private Page failed(Page page, Exercise exercise, Verdict.Failed failed) throws IOException {
        var message = failed.message().lines().toList();
        page.text(Page.Style.BAD, "✘ " + message.getFirst());
        for (var line : message.subList(1, message.size())) page.line(Page.Style.PLAIN, line);
        page.gap();
        if (!failed.test().isEmpty()) page.item("Test", failed.test() + (failed.passed() == 0 ? "" : ", after %d that passed".formatted(failed.passed()))).item("", testLine(exercise, failed.test()));
        for (var place : failed.places().stream().limit(PLACES).toList()) page.item("At", "%s:%d (%s)".formatted(book.shown(exercise.file().resolveSibling(place.file())), place.line(), place.method()));
        if (failed.places().size() > PLACES) page.item("", "and %d more".formatted(failed.places().size() - PLACES));
        Perhaps.of(exercise, failed).ifPresent(misconception -> page.item("Perhaps", "you believe: " + misconception));
        printed(page, failed.printed());
        return page;
    }

    private String testLine(Exercise exercise, String test) throws IOException {
        var lines = Files.readAllLines(exercise.test());
        var method = Pattern.compile("\\bvoid " + Pattern.quote(test.split(" ")[0]) + "\\(");
        for (int i = 0; i < lines.size(); i++) if (method.matcher(lines.get(i)).find()) return book.shown(exercise.test()) + ":" + (i + 1);
        return book.shown(exercise.test());
    }

    private static void printed(Page page, Verdict.Printed printed) {
        var lines = printed.text().lines().toList();
        for (int i = 0; i < Math.min(PRINTED, lines.size()); i++) page.item(i == 0 ? "Printed" : "", lines.get(i));
        long more = printed.more() + Math.max(0, lines.size() - PRINTED);
        if (more > 0) page.item("", "… and %,d more line%s".formatted(more, more == 1 ? "" : "s"));
    }

    private Page problems(Page page, Exercise exercise, List<Verdict.Problem> problems) {
        var first = problems.getFirst();
        var message = first.message().lines().toList();
        page.text(Page.Style.BAD, "✘ does not compile%s: %s".formatted(first.file().equals(exercise.file()) ? "" : " together with its tests", message.getFirst())).gap();
        page.item("At", book.shown(first.file()) + (first.line() < 1 ? "" : ":" + first.line()));
        excerpt(page, first);
        for (var line : message.subList(1, message.size())) page.line(Page.Style.PLAIN, line);
        for (var problem : problems.stream().skip(1).limit(PROBLEMS).toList())
            page.item("Also at", "%s:%d %s".formatted(book.shown(problem.file()), problem.line(), problem.message().lines().findFirst().orElse("")));
        if (problems.size() > PROBLEMS + 1) page.item("", "and %d more".formatted(problems.size() - PROBLEMS - 1));
        return page;
    }

    /** The line with a caret below it; of a long line the part around the caret. */
    private void excerpt(Page page, Verdict.Problem problem) {
        if (problem.source().isBlank()) return;
        var number = "%4d │ ".formatted(problem.line());
        var source = problem.source().replace('\t', ' ');
        int caret = (int) Math.max(0, problem.column() - 1), room = width - number.length() - 1;
        int from = Math.clamp(caret - room * 2L / 3, 0, Math.max(0, source.length() - room));
        page.line(Page.Style.PLAIN, number + source.substring(from, Math.min(source.length(), from + room)));
        page.line(Page.Style.BAD, " ".repeat(number.length() - 2) + "│ " + " ".repeat(caret - from) + "^");
    }

    /** Hints from the first up to a level. */
    Page hints(Page page, Exercise exercise, int upTo) throws IOException {
        var hints = exercise.hints();
        if (hints.isEmpty()) return page.gap().text(Page.Style.PLAIN, "There is no hint for this one.");
        for (int i = 0; i < Math.min(upTo, hints.size()); i++) {
            page.gap().line(Page.Style.BOLD, "Hint %d of %d: %s".formatted(i + 1, hints.size(), hints.get(i).heading()));
            boolean code = false;
            for (var line : hints.get(i).text().lines().toList()) {
                if (line.startsWith("```")) code = !code;
                else if (code) page.line(Page.Style.PLAIN, "    " + line);
                else page.text(Page.Style.PLAIN, line.replace("`", ""));
            }
        }
        return page;
    }

    /** The list of all; one of them may be chosen. */
    Page list(Page page, Exercise chosen) throws IOException {
        for (var exercise : book.exercises()) {
            var entry = progress.of(exercise);
            var state = entry.isPassed() ? "passed " + DateTimeFormatter.ISO_LOCAL_DATE.format(entry.passed().atZone(ZoneId.systemDefault())) : exercise.isUntouched() ? "" : "begun";
            var hints = entry.hints() == 0 ? "" : entry.hints() == 1 ? "1 hint" : entry.hints() + " hints";
            var line = "%s %s  %-30s %-18s %s".formatted(entry.isPassed() ? "✔" : " ", exercise.id(), exercise.title(), state, hints).stripTrailing();
            page.line(exercise.equals(chosen) ? Page.Style.CHOSEN : entry.isPassed() ? Page.Style.GOOD : Page.Style.PLAIN, line);
        }
        return page;
    }

    /** The reference answer, and where the others lie. */
    Page solution(Page page, Exercise exercise) throws IOException {
        var answers = exercise.answers();
        if (answers.isEmpty()) return page.text(Page.Style.PLAIN, "There is no answer for this one.");
        for (var line : Files.readAllLines(answers.getFirst().file())) page.line(Page.Style.PLAIN, line);
        page.gap().text(Page.Style.BOLD, answers.size() == 1 ? "No other right answer is known." : "All right, and what they differ in:");
        for (var answer : answers) page.text(Page.Style.PLAIN, answer.style()).line(Page.Style.FAINT, "  " + book.shown(answer.file()));
        return page;
    }

    Page progress(Page page) throws IOException {
        var all = book.exercises();
        return page.text(Page.Style.BOLD, "%d of %d solved".formatted(solved(all), all.size()));
    }

    private int solved(List<Exercise> all) throws IOException {
        int solved = 0;
        for (var exercise : all) if (progress.of(exercise).isPassed()) solved++;
        return solved;
    }
}
