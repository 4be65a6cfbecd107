import module java.base;

/** How many seconds lessons took: the last time here or, where they have not run here, on the reference machine. */
final class Times {
    private static final Pattern LINE = Pattern.compile("L(\\d\\d) +(\\d{1,5}) s");

    private final Path file;
    private final SortedMap<String, Integer> here, known;

    /** Each folder may hold times.txt, beside its captures. */
    Times(Path reference, Path results) {
        file = results.resolve("times.txt");
        here = read(file);
        known = read(reference.resolve("times.txt"));
        known.putAll(here);
    }

    /** By a lesson's number; nothing for one that never ran. */
    OptionalInt seconds(String number) {
        return known.containsKey(number) ? OptionalInt.of(known.get(number)) : OptionalInt.empty();
    }

    /** By a lesson's number; the mean of the others stands for one that never ran, and nothing if none ever did. */
    OptionalDouble expected(String number) {
        var seconds = seconds(number);
        return seconds.isPresent() ? OptionalDouble.of(seconds.getAsInt()) : known.values().stream().mapToInt(each -> each).average();
    }

    void keep(String number, double seconds) throws IOException {
        here.put(number, (int) Math.ceil(seconds));
        known.put(number, here.get(number));
        Files.write(file, here.entrySet().stream().map(time -> "L%s %d s".formatted(time.getKey(), time.getValue())).toList());
    }

    /** A missing or damaged file costs an estimate, and no more. */
    private static SortedMap<String, Integer> read(Path file) {
        var times = new TreeMap<String, Integer>();
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.map(LINE::matcher).filter(Matcher::matches).forEach(time -> times.put(time.group(1), Integer.parseInt(time.group(2))));
        } catch (IOException missing) {
            // as at the first time
        }
        return times;
    }
}
