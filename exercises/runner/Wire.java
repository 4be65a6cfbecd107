import module java.base;

/** Messages between the runner and a judging JVM: one line each, its fields parted by tabs. */
final class Wire {
    /** Tells a message from whatever else may come to a JVM's standard output. */
    private static final String MARK = "\u0002";

    private Wire() {}

    static String line(Object... fields) {
        return MARK + Stream.of(fields).map(field -> String.valueOf(field).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"))
                .collect(Collectors.joining("\t"));
    }

    /** The fields of a message, or none if the line is no message. */
    static List<String> fields(String line) {
        int start = line.lastIndexOf(MARK);
        return start < 0 ? List.of() : Stream.of(line.substring(start + 1).split("\t", -1)).map(String::translateEscapes).toList();
    }
}
