import module java.base;

/** Maps, lists, texts, numbers and booleans as JSON. */
final class Json {
    private Json() {}

    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> map.entrySet().stream().map(entry -> of(entry.getKey().toString()) + ": " + of(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> list -> list.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> text(value.toString());
        };
    }

    private static String text(String text) {
        return text.chars().mapToObj(c -> switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            default -> c < ' ' ? "\\u%04x".formatted(c) : Character.toString((char) c);
        }).collect(Collectors.joining("", "\"", "\""));
    }

    /** A map in the given order: key, value, key, value. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }
}
