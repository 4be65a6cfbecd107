import module java.base;

/** What each thread of a recording did, cut into columns of equal time. Virtual threads of one name share a lane. */
final class Lanes {

    /** What a column shows: the one that took most of it. What a recording does not tell of a virtual thread is said, and not guessed. */
    enum State {
        RUNNING('█', "#2e7d32", 1.0, "runs"),
        WANTS_CORE('▒', "#a5d6a7", 1.0, "runnable, and no sample of it: waits for a core, or runs native code"),
        LOCK('X', "#c62828", 0.8, "waits for a lock"),
        LIMIT('L', "#ef6c00", 0.8, "waits for a permit or connection"),
        PINNED('P', "#ad1457", 0.8, "blocks its carrier"),
        IO('~', "#1565c0", 0.55, "waits for IO"),
        SLEEP('z', "#90a4ae", 0.35, "sleeps"),
        PARKED('·', "#b0bec5", 0.2, "parked, or idle"),
        UNKNOWN('?', "#cfd8dc", 0.35, "a virtual thread waits, and a recording does not say for what"),
        GC('G', "#000000", 1.0, "all stand still for the collector"),
        ABSENT(' ', "none", 0, "not there");

        final char glyph;
        final String colour, label;
        final double height;

        State(char glyph, String colour, double height, String label) {
            this.glyph = glyph;
            this.colour = colour;
            this.height = height;
            this.label = label;
        }

        static State of(Activity activity) {
            return switch (activity) {
                case RUNNING, QUEUED -> RUNNING;
                case LOCK -> LOCK;
                case LIMIT -> LIMIT;
                case PINNED -> PINNED;
                case IO, IDLE_READER -> IO;
                case SLEEPING, TIMER -> SLEEP;
                case RESULT, HANDOVER, WAITING, EVENT_LOOP, IDLE -> PARKED;
                case SYSTEM -> ABSENT;
            };
        }
    }

    record Lane(String name, State[] columns) {}

    final double seconds;
    final List<Lane> lanes;
    /** Names of those that found no room. */
    final List<String> left;

    /**
     * @param from   in seconds from the beginning of the recording
     * @param length in seconds, or 0: to the end
     * @param most   lanes; those with the most to tell are kept
     */
    Lanes(Recording recording, double from, double length, int columns, int most) {
        long begin = recording.from() + (long) (from * 1e9), end = length == 0 ? recording.to() : Math.min(recording.to(), begin + (long) (length * 1e9));
        if (begin >= end) throw new Misuse("the recording has %.1f s: there is nothing from %.1f s on".formatted((recording.to() - recording.from()) / 1e9, from));
        seconds = (end - begin) / 1e9;
        var threads = recording.spans().stream().filter(span -> span.to() > begin && span.from() < end)
                .collect(Collectors.groupingBy(span -> span.seen().virtual() ? span.seen().group() : span.seen().name() + " #" + span.seen().id()));
        var names = threads.keySet().stream().sorted(Comparator.comparingDouble(each -> -told(threads.get(each)))).toList();
        var shown = names.stream().limit(most).sorted(Lanes::byNumber).toList();
        lanes = shown.stream().map(each -> lane(each, threads.get(each), recording, begin, end, columns)).filter(lane -> Stream.of(lane.columns).anyMatch(state -> state != State.ABSENT)).toList();
        left = names.stream().skip(most).sorted(Lanes::byNumber).toList();
    }

    /** Running and IO tell more than parking. */
    private static double told(List<Recording.Span> spans) { return spans.stream().mapToDouble(span -> span.seconds() * (State.of(span.activity()) == State.PARKED ? 0.1 : 1)).sum(); }

    /** Worker 2 comes before worker 10. */
    private static int byNumber(String a, String b) { return Comparator.comparing((String name) -> name.replaceAll("\\d+", "")).thenComparing(name -> name.replaceAll("\\D+", "").length()).thenComparing(Comparator.naturalOrder()).compare(a, b); }

    private static Lane lane(String name, List<Recording.Span> spans, Recording recording, long begin, long end, int columns) {
        boolean virtual = spans.getFirst().seen().virtual();
        int threads = (int) spans.stream().map(span -> span.seen().id()).distinct().count();
        long first = spans.stream().mapToLong(Recording.Span::from).min().orElseThrow(), last = spans.stream().mapToLong(Recording.Span::to).max().orElseThrow();
        double width = (end - begin) / (double) columns;
        var time = new double[columns][State.values().length];
        for (var span : spans) spread(time, span, State.of(span.activity()), begin, width, 1.0 / threads);
        for (var pause : recording.pauses()) spread(time, pause, State.GC, begin, width, 1);
        var shown = new State[columns];
        for (int c = 0; c < columns; c++) {
            double at = begin + c * width, there = Math.max(0, Math.min(at + width, last) - Math.max(at, first));
            if (there < width / 2) shown[c] = State.ABSENT;
            else {
                double told = Arrays.stream(time[c]).sum();
                time[c][(virtual ? State.UNKNOWN : State.WANTS_CORE).ordinal()] += Math.max(0, there - told);
                int most = 0;
                for (int s = 1; s < time[c].length; s++) if (time[c][s] > time[c][most]) most = s;
                shown[c] = State.values()[most];
            }
        }
        return new Lane(virtual ? threads + " × " + name : name, shown);
    }

    private static void spread(double[][] time, Recording.Span span, State state, long begin, double width, double share) {
        for (int c = (int) Math.max(0, (span.from() - begin) / width); c < time.length && begin + c * width < span.to(); c++)
            time[c][state.ordinal()] += share * Math.max(0, Math.min(span.to(), begin + (c + 1) * width) - Math.max(span.from(), begin + c * width));
    }

    Set<State> states() {
        return lanes.stream().flatMap(lane -> Stream.of(lane.columns)).filter(state -> state != State.ABSENT).collect(Collectors.toCollection(() -> EnumSet.noneOf(State.class)));
    }

    /** For the terminal, in columns of characters. */
    String text(boolean colours) {
        int label = Math.min(28, lanes.stream().mapToInt(lane -> lane.name.length()).max().orElse(0));
        var text = new StringBuilder();
        for (var lane : lanes) {
            text.append(("  %-" + label + "s ▏").formatted(cut(lane.name, label)));
            for (var state : lane.columns) text.append(colours && state.height > 0 ? "\u001b[38;2;%d;%d;%dm%c\u001b[0m".formatted(part(state, 1), part(state, 3), part(state, 5), state.glyph) : "" + state.glyph);
            text.append('\n');
        }
        int columns = lanes.isEmpty() ? 0 : lanes.getFirst().columns.length;
        text.append(" ".repeat(label + 3)).append("▏0").append("%,.2f s".formatted(seconds).indent(Math.max(0, columns - 2 - "%,.2f s".formatted(seconds).length())).stripTrailing()).append("\n\n");
        for (var state : states()) text.append("  %c  %s%n".formatted(state.glyph, state.label));
        if (!left.isEmpty()) text.append(cut("%n  and %d more: %s".formatted(left.size(), String.join(", ", left)), 98)).append("\n  --lanes=50 shows up to 50\n");
        return text.toString();
    }

    private static String cut(String name, int width) { return name.length() <= width ? name : name.substring(0, width - 1) + "…"; }

    private static int part(State state, int at) { return Integer.parseInt(state.colour.substring(at, at + 2), 16); }

    /** As a picture: the state is told by height and by a title, not by colour alone. */
    String svg(String title) {
        int label = 220, width = 900, row = 18, top = 44, bottom = 20 + 18 * states().size();
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="%s">
                <style>text { fill: #222 } @media (prefers-color-scheme: dark) { text { fill: #ddd } .base { stroke: #555 } .gc { fill: #fff } }</style>
                <text x="4" y="16" font-weight="bold">%s</text>
                """.formatted(label + width + 20, top + row * lanes.size() + bottom, escape(title), escape(title)));
        for (int tick = 0; tick <= 5; tick++) svg.append("<text x=\"%d\" y=\"36\" text-anchor=\"%s\">%,.2f s</text>%n".formatted(label + width * tick / 5, tick == 0 ? "start" : tick == 5 ? "end" : "middle", seconds * tick / 5));
        for (int l = 0; l < lanes.size(); l++) {
            var lane = lanes.get(l);
            int base = top + row * (l + 1) - 3;
            double each = (double) width / lane.columns.length;
            svg.append("<text x=\"4\" y=\"%d\">%s</text><line class=\"base\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>%n".formatted(base - 2, escape(cut(lane.name, 34)), label, base, label + width, base));
            for (int c = 0, end; c < lane.columns.length; c = end) {
                var state = lane.columns[c];
                for (end = c + 1; end < lane.columns.length && lane.columns[end] == state; ) end++;
                double height = state.height * (row - 5);
                if (height > 0) svg.append("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"%s><title>%s: %s, %.0f ms</title></rect>%n"
                        .formatted(label + c * each, base - height, (end - c) * each, height, state.colour, state == State.GC ? " class=\"gc\"" : "", escape(lane.name), state.label, 1e3 * seconds * (end - c) / lane.columns.length));
            }
        }
        int y = top + row * lanes.size() + 18;
        for (var state : states()) {
            double height = state.height * (row - 5);
            svg.append("<rect x=\"%d\" y=\"%.1f\" width=\"24\" height=\"%.1f\" fill=\"%s\"%s/><text x=\"%d\" y=\"%d\">%s</text>%n".formatted(label, y - height, height, state.colour, state == State.GC ? " class=\"gc\"" : "", label + 32, y, state.label));
            y += 18;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escape(String text) { return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"); }
}
