import module java.base;

/** A diagnosis for people. */
final class Report {
    private static final int WIDTH = 96;

    private Report() {}

    static String of(Diagnosis seen) {
        var account = seen.account();
        var vitals = seen.vitals();
        var text = new StringBuilder("%s · %d core%s · watched %.1f s%s%n%n".formatted(seen.who(), vitals.cores(), vitals.cores() == 1 ? "" : "s", vitals.seconds(), seen.looks() > 0 ? ", " + seen.looks() + " times" : ""));
        text.append("  on average                        threads  most of them at\n");
        Stream.of(Activity.values()).filter(each -> account.mean(each) >= 0.05).sorted(Comparator.comparingDouble(each -> -account.mean(each)))
                .forEach(each -> text.append(cut("  %-32s  %,7.1f  %s".formatted(each.label, account.mean(each), account.site(each)))).append('\n'));
        text.append("\n  CPU in cores: program %.2f, collector %.2f, whole process %.2f; other programs %.2f".formatted(vitals.app(), vitals.gc(), vitals.process(), vitals.others()));
        if (!Double.isNaN(vitals.queued())) text.append("; %.2f threads wait for a core".formatted(vitals.queued()));
        text.append("\n\n");
        var dominant = seen.dominant();
        boolean several = dominant.size() > 1;
        say(text, "Verdict", seen.verdict().stream().map(kind -> kind.label).collect(Collectors.joining(" and ")) + (several ? "" : ": " + seen.first().what()));
        say(text, "", seen.sure());
        for (var finding : dominant) {
            if (several) say(text, finding == seen.first() ? "First" : "And", finding.kind().label + ": " + finding.what());
            if (!finding.where().isEmpty()) say(text, "Where", finding.where());
            say(text, "Model", finding.model());
        }
        for (var other : seen.beside()) say(text, "Beside it", other.kind().label + ": " + other.what() + (other.where().isEmpty() ? "" : ", " + other.where()));
        say(text, "Not seen", "calls that an async client holds back, since they have no thread; and what is slow outside of this JVM.");
        for (var kind : seen.verdict()) say(text, kind == seen.first().kind() ? "Next" : "", "guide: %s · lesson%s %s".formatted(kind.chapter, kind.lessons.contains("and") ? "s" : "", kind.lessons));
        return text.toString();
    }

    private static String cut(String line) { return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…"; }

    private static void say(StringBuilder text, String label, String words) {
        text.append("%-11s".formatted(label)).append(words.strip().replaceAll("(.{1,%d})(\\s+|$)".formatted(WIDTH - 12), "$1\n" + " ".repeat(11)).strip()).append('\n');
    }
}
