package workbook.proof.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a schedule: who did what, where, with which values. */
final class Story {
    /** A row is joined with the next as long as it is not wider. */
    private static final int WIDTH = 90;
    /** Of a long story so many rows are told. */
    private static final int BEGINNING = 20, END = 40;

    private final Run run;
    private final Map<Object, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    Story(Run run) { this.run = run; }

    /** A failure and its story; and the race behind it, if there is one. */
    AssertionError failure(Search search, Run.Failure failure) {
        var sentence = failure.sentence().apply(this).strip();
        var behind = run.race() == null ? "" : "\nbehind it: " + sentence(run.race());
        return new AssertionError(sentence + tell(search, failure.steps()) + behind, failure.cause());
    }

    String race(Search search, Run.Race race) { return sentence(race) + tell(search, race.steps()); }

    private String sentence(Run.Race race) {
        var first = race.first();
        var second = race.second();
        var what = first.location.part instanceof String field ? second.site.owner() + "." + field : name(first.location);
        return "data race on %s: %s %s it at %s while %s %s it at %s, and nothing orders the two".formatted(what,
                first.role.name(), verb(first), first.site.where(), second.role.name(), verb(second), second.site.where());
    }

    private static String verb(Step step) { return step.access.writes() ? "writes" : "reads"; }

    // Why nobody goes on

    String stuck(List<Role> roles) {
        var waiting = roles.stream().filter(role -> role.isWaiting() && !role.daemon).toList();
        var deadlocked = waiting.stream().filter(role -> inCircle(role, waiting.size())).toList();
        if (!deadlocked.isEmpty()) return "deadlock: " + all(deadlocked);
        if (waiting.stream().anyMatch(role -> holder(role) != null && holder(role).by().ended)) return "a lock is never given back: " + all(waiting);
        var them = waiting.size() == 1 ? "it" : "them";
        if (waiting.stream().anyMatch(role -> !role.wait.signalled)) return "lost wake-up: " + all(waiting) + ", and nobody is left to wake " + them;
        return "stuck: " + all(waiting) + ", and nobody is left to let " + them + " go on";
    }

    private String all(List<Role> roles) { return roles.stream().map(this::waits).collect(Collectors.joining("; ")); }

    /** Whether it waits, directly or not, for what it holds itself. */
    private boolean inCircle(Role role, int most) {
        var held = holder(role);
        for (int i = 1; i < most && held != null && held.by() != role; i++) held = holder(held.by());
        return held != null && held.by() == role;
    }

    /** Who holds what it waits for, or null. */
    private Role.Held holder(Role role) {
        return role.ended || role.wait == null || !role.wait.signalled ? null : run.holder(role.wait.lock);
    }

    private String waits(Role role) {
        var holder = holder(role);
        var what = holder == null ? "in " + name(role.wait.on) + "." + role.site.member() + "() at " + role.site.where()
                : "for " + name(role.wait.lock) + " at " + role.site.where();
        if (holder != null && holder.by().ended)
            what += ", which %s took at %s and still holds at its end".formatted(holder.by().name(), holder.since().where());
        return role.name() + holds(role) + " waits " + what;
    }

    String noProgress(int steps, List<Role> roles) {
        return "no progress: after %,d steps ".formatted(steps) + roles.stream().filter(role -> !role.ended && role.site != null)
                .map(role -> role.wait != null && !role.wait.isOver() ? waits(role) : role.name() + holds(role) + " is still at " + role.site.where())
                .collect(Collectors.joining("; "));
    }

    private String holds(Role role) {
        if (role.held.isEmpty()) return "";
        return role.held.stream().map(held -> "%s (since %s)".formatted(name(held.what()), held.since().where())).distinct()
                .collect(Collectors.joining(" and ", " holds ", " and"));
    }

    /** The topmost frame in the code under test. */
    static String place(StackTraceElement[] stack) {
        return Stream.of(stack).filter(frame -> frame.getModuleName() == null && frame.getFileName() != null
                        && (!frame.getClassName().startsWith(Story.class.getPackageName()) || frame.getFileName().endsWith("Test.java")))
                .findFirst().map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).orElse("the JDK");
    }

    // The table

    private record Row(Role role, String where, String text) {}

    private String tell(Search search, int count) {
        var rows = rows(run.steps().subList(0, count));
        var plural = search.preemptions() == 1 ? "" : "s";
        var title = "\nschedule %,d of those with %d preemption%s:".formatted(search.number(), search.preemptions(), plural);
        var format = "\n%4d  %-" + width(rows, row -> row.role.name()) + "s  %-" + width(rows, Row::where) + "s  %s";
        var story = new StringBuilder(title);
        Row last = null;
        for (int i = 0; i < rows.size(); last = rows.get(i++)) {
            if (i == BEGINNING && rows.size() > BEGINNING + END) {
                i = rows.size() - END;
                story.append("\n   …  %,d rows are left out".formatted(i - BEGINNING));
            }
            var row = rows.get(i);
            story.append(format.formatted(i + 1, last != null && last.role == row.role ? "" : row.role.name(), row.where, row.text));
        }
        return story.toString();
    }

    private static int width(List<Row> rows, Function<Row, String> column) {
        return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(1);
    }

    /** What an actor does at one line of its code in one go is one row. */
    private List<Row> rows(List<Step> steps) {
        var rows = new ArrayList<Row>();
        for (var step : steps) {
            if (!isTold(step)) continue;
            var last = rows.isEmpty() ? null : rows.getLast();
            var row = new Row(step.role, step.site.where(), text(step));
            boolean joins = last != null && last.role == row.role && last.where.equals(row.where) && last.text.length() + row.text.length() < WIDTH;
            if (joins) rows.set(rows.size() - 1, new Row(row.role, row.where, last.text + "; " + row.text));
            else rows.add(row);
        }
        return rows;
    }

    /** What only one actor touches is left out, but for what it writes for the checks to see. */
    private boolean isTold(Step step) {
        if (step.role.isMain() || step.site == step.role.origin) return false;
        if (step.begins) return true;
        if (isLook(step)) return step.end == Wait.End.INTERRUPTED;
        boolean beforeWait = step.access == Step.Access.RELEASE && step.site.member().matches("wait|await.*") && step.site.kind() == Site.Kind.CALL;
        boolean inCall = step.site.kind() == Site.Kind.CALL && step.location.part == Monitors.Part.MONITOR && step.wait == null && step.woken == null;
        return !beforeWait && !inCall && (run.isShared(step.site) || step.location.object == run.scenario() && step.access.writes());
    }

    private String text(Step step) {
        if (step.begins && step.held == null) return "waits in " + call(step);
        if (step.begins)
            return "waits for %s, which %s holds since %s".formatted(name(step.wait.lock), step.held.by().name(), step.held.since().where());
        return switch (step.end) {
            case OVER -> step.wait != null && step.wait.isConditional() ? "wakes up in " + call(step) : happens(step);
            case TIMED_OUT -> "times out in " + call(step);
            case INTERRUPTED -> "is interrupted in " + (isLook(step) ? step.site.member() + "()" : call(step));
            case SPURIOUSLY -> "wakes up for no reason in " + call(step);
        };
    }

    /** Before a wait: has an interrupt come already? */
    private static boolean isLook(Step step) { return step.site.kind() == Site.Kind.READ && step.location.part == Threads.Part.INTERRUPT; }

    private String happens(Step step) {
        return switch (step.site.kind()) {
            case READ -> "reads " + name(step.location) + result(step, " = ");
            case WRITE -> "writes " + name(step.location) + equal(step, " = ", step.values[0]);
            case ENTER -> "enters synchronized (" + name(step.subject) + ")";
            case LEAVE -> "leaves synchronized (" + name(step.subject) + ")";
            case CALL, LOOP -> call(step) + result(step, " → ") + woken(step);
        };
    }

    private String result(Step step, String sign) {
        return step.result == Step.UNKNOWN || "".equals(step.result) ? "" : equal(step, sign, step.result);
    }

    /** The value, unless it is known by the name of the field anyway. */
    private String equal(Step step, String sign, Object value) {
        var text = value(step, value);
        return text.equals(name(step.location)) ? "" : sign + text;
    }

    private static String woken(Step step) {
        if (step.woken == null) return "";
        if (step.woken.isEmpty()) return " wakes nobody";
        return step.woken.stream().map(wait -> wait.role.name()).collect(Collectors.joining(", ", " wakes ", ""));
    }

    private String call(Step step) {
        return "%s.%s(%s)".formatted(name(step.subject), step.site.member(),
                Stream.of(step.values).map(value -> value(step, value)).collect(Collectors.joining(", ")));
    }

    /** The JVM does not know a boolean in an array from a byte. */
    private String value(Step step, Object value) {
        return step.location.object instanceof boolean[] && value instanceof Byte bit ? String.valueOf(bit != 0) : value(value);
    }

    private String name(Location location) {
        if (location.part == null) return name(location.object);
        if (location.part instanceof Integer element) return name(location.object) + "[" + element + "]";
        return in(location.object) + location.part;
    }

    private String value(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + text + '"';
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case Character character -> "'" + character + "'";
            case Atomics.Attempt _ -> "too late, so once more";
            case Enum<?> constant -> constant.name();
            case Throwable thrown -> thrown.getClass().getSimpleName();
            default -> name(value);
        };
    }

    /** By the field in which it was found first, or as the first, second… of its class. */
    private String name(Object object) {
        var known = names.get(object);
        if (known != null) return known;
        names.put(object, "…");        // objects may know each other in a circle
        var found = run.found().get(object);
        var name = found == null ? numbered(object) : name(found);
        names.put(object, name);
        return name;
    }

    private String name(Run.Found found) { return in(found.in()) + found.field(); }

    /** The scenario's own fields are known by their names alone. */
    private String in(Object object) { return object == run.scenario() ? "" : name(object) + "."; }

    private String numbered(Object object) {
        return switch (object) {
            case Class<?> type -> type.getSimpleName() + ".class";
            case Thread thread -> "thread " + thread.getName();
            case String owner -> owner;
            case Object any when any == run.scenario() -> any.getClass().getSimpleName();
            default -> {
                var type = object.getClass().isHidden() ? "lambda" : object.getClass().getSimpleName();
                yield (type.isEmpty() ? "object" : type) + " #" + counts.merge(type, 1, Integer::sum);
            }
        };
    }
}
