import module java.base;

/** What the checkout holds, read from its files: lessons, exercises, commands, and what they use in which version. */
final class Contents {
    /** A lesson by its number, such as 05; its options are those that only it has. */
    record Lesson(String number, String name, String slug, String description, List<String> options) {}

    /** A library or a tool, its version, and the lessons and commands that use it. */
    record Library(String name, String version, SortedSet<String> users) {}

    /** An alias of the catalog. */
    record Alias(String name, Path script, String description) {}

    private static final Pattern ALIAS = Pattern.compile("\"([\\w-]+)\":\\s*\\{\\s*\"script-ref\":\\s*\"([^\"]+)\",\\s*\"description\":\\s*\"([^\"]+)\"");
    private static final Pattern DEPENDENCY = Pattern.compile("[\\w.-]+:([\\w.-]+):([\\w.-]+)(?:@\\w+)?(?=\\s|$)");
    private static final Pattern OPTION = Pattern.compile("new Size\\(\"(\\w+)\"|(?:startsWith|matches)\\(\"--(\\w+)=|asList\\(args\\), \"--(\\w+)\"");
    private static final Pattern PROPERTY = Pattern.compile("<(\\w+)\\.version>([^<]+)</");
    private static final Pattern ARTIFACT = Pattern.compile("(?:<groupId>(?:[^<]+\\.)?([^<.]+)</groupId>\\s*)?<artifactId>([^<]+)</artifactId>\\s*<version>(\\d+\\.[^<$]+)</");

    private final Path root;
    private final SortedMap<String, Alias> aliases = new TreeMap<>();
    private final SortedMap<String, Lesson> lessons = new TreeMap<>();
    private final SortedMap<String, String> exercises = new TreeMap<>();
    private final Map<List<String>, Library> libraries = new TreeMap<>(Comparator.comparing(List::toString, String.CASE_INSENSITIVE_ORDER));

    Contents(Path root) throws IOException {
        this.root = root;
        find(ALIAS, read("jbang-catalog.json")).forEach(each ->
                aliases.put(each.group(1), new Alias(each.group(1), root.resolve(each.group(2)), each.group(3))));
        for (var file : Measure.lessons(root).values()) addLesson(file);
        for (var file : named("exercises/src/main/java/workbook", "E\\d\\d_\\w+\\.java")) exercises.put(stem(file).substring(0, 3), stem(file));
        for (var alias : aliases.values()) if (!alias.name.matches("\\d\\d")) addDependencies(alias);
        addTools();
    }

    /** By their numbers, such as 05. */
    SortedMap<String, Lesson> lessons() { return lessons; }

    /** The names of the exercises by their numbers, such as E05. */
    SortedMap<String, String> exercises() { return exercises; }

    Collection<Library> libraries() { return libraries.values(); }

    boolean isCommand(String name) { return aliases.containsKey(name) || Files.isRegularFile(root.resolve(name)); }

    /** The commands that are no lessons. */
    List<Alias> commands() {
        return aliases.values().stream().filter(alias -> !stem(alias.script).matches("L\\d\\d_.*")).toList();
    }

    /** The version of Java that the lessons are written for. */
    Optional<String> java() {
        return find(Pattern.compile("(?m)^//JAVA (\\d+)"), lessons.values().stream().map(lesson -> read("lessons/" + lesson.name + ".java"))
                .collect(Collectors.joining("\n"))).map(hit -> hit.group(1)).max(Comparator.comparing(Integer::valueOf));
    }

    private void addLesson(Path file) {
        var number = stem(file).substring(1, 3);
        var known = aliases.values().stream().filter(alias -> alias.script.equals(file) && !alias.name.equals(number)).findFirst();
        var options = find(OPTION, read("lessons/" + file.getFileName())).map(hit -> hit.group(1) != null ? "--" + hit.group(1) + "=N"
                : hit.group(2) != null ? "--" + hit.group(2) + "=…" : "--" + hit.group(3)).distinct().sorted().toList();
        lessons.put(number, new Lesson(number, stem(file), known.map(Alias::name).orElse(""), known.map(Alias::description).orElse(""), options));
    }

    private void addDependencies(Alias alias) {
        var script = source(alias);
        var user = stem(alias.script).matches("L\\d\\d_.*") ? stem(alias.script).substring(1, 3) : alias.name;
        script.lines().filter(line -> line.startsWith("//DEPS ")).forEach(line ->
                find(DEPENDENCY, line).forEach(each -> add(each.group(1), each.group(2), user)));
    }

    private void addTools() {
        java().ifPresent(version -> add("Java", version, "all"));
        find(Pattern.compile("(?m)^version=(\\S+)"), read("jbang")).forEach(each -> add("JBang", each.group(1), "./jbang"));
        find(Pattern.compile("apache-maven-([\\d.]+)-bin"), read(".mvn/wrapper/maven-wrapper.properties")).forEach(each -> add("Maven", each.group(1), "./mvnw"));
        find(PROPERTY, read("pom.xml")).forEach(each -> add(each.group(1), each.group(2), "tests"));
        for (var pom : List.of("pom.xml", "docs/pom.xml", "solutions/pom.xml"))     // the others repeat what the scripts say
            find(ARTIFACT, read(pom)).forEach(each -> add(each.group(1) == null ? each.group(2) : each.group(1) + ":" + each.group(2), each.group(3),
                    each.group(2).endsWith("-plugin") ? "./mvnw" : "tests"));
    }

    private void add(String name, String version, String user) {
        libraries.computeIfAbsent(List.of(name, version), _ -> new Library(name, version, new TreeSet<>())).users.add(user);
    }

    String source(Alias command) { return read(root.relativize(command.script).toString()); }

    /** A file's text, or nothing if it is not there. */
    String read(String file) {
        try {
            return Files.isRegularFile(root.resolve(file)) ? Files.readString(root.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> named(String folder, String form) throws IOException {
        if (!Files.isDirectory(root.resolve(folder))) return List.of();
        try (var files = Files.list(root.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(form)).toList();
        }
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) { return pattern.matcher(text).results(); }

    private static String stem(Path file) { return file.getFileName().toString().replaceAll("\\.\\w+$", ""); }
}
