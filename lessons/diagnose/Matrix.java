import module java.base;

/** Judges every patient and counts how the verdicts agree with what is known. */
final class Matrix {
    private Matrix() {}

    /** Whether all those, or all there are, got the right verdict. */
    static boolean judgeAll(List<String> names, int seconds, int after) throws Exception {
        var unknown = names.stream().filter(name -> Stream.of(Patients.values()).noneMatch(each -> each.name().equals(name))).findFirst();
        if (unknown.isPresent()) throw new Misuse("no patient is called %s; they are %s".formatted(unknown.get(), Stream.of(Patients.values()).map(Enum::name).collect(Collectors.joining(", "))));
        var patients = Stream.of(Patients.values()).filter(each -> names.isEmpty() || names.contains(each.name())).toList();
        var counts = new EnumMap<Bottleneck, Map<Bottleneck, Integer>>(Bottleneck.class);
        int wrong = 0;
        try (var services = jvm("512m", "Services")) {
            var ports = services.process.inputReader().readLine().split(" ");
            IO.println("  %-32s %-18s %-18s %s".formatted("patient", "it has", "verdict", "because"));
            for (var patient : patients) {
                Progress.show("%d of %d · %s".formatted(patient.ordinal() + 1, Patients.values().length, patient));
                var seen = judge(patient, ports, seconds, after);
                var verdict = seen.verdict().getFirst();
                boolean right = seen.verdict().equals(List.of(patient.bottleneck));
                if (!right) wrong++;
                counts.computeIfAbsent(patient.bottleneck, _ -> new EnumMap<>(Bottleneck.class)).merge(verdict, 1, Integer::sum);
                Progress.clear();
                IO.println("%s %-32s %-18s %-18s %s".formatted(right ? "✔" : "✘", patient.name().toLowerCase().replace('_', ' '), patient.bottleneck.label, seen.verdict().stream().map(kind -> kind.label).collect(Collectors.joining("+")), seen.first().what()));
            }
        }
        IO.println("\n  %-18s".formatted("it has \\ verdict") + Stream.of(Bottleneck.values()).map(kind -> "  %18s".formatted(kind.label)).collect(Collectors.joining()));
        counts.forEach((has, verdicts) -> IO.println("  %-18s".formatted(has.label) + Stream.of(Bottleneck.values()).map(kind -> "  %18d".formatted(verdicts.getOrDefault(kind, 0))).collect(Collectors.joining())));
        IO.println("\n%s %d of %d patients judged right".formatted(wrong == 0 ? "✔" : "✘", patients.size() - wrong, patients.size()));
        return wrong == 0;
    }

    private static Diagnosis judge(Patients patient, String[] ports, int seconds, int after) throws Exception {
        try (var jvm = jvm(patient.bottleneck == Bottleneck.MEMORY ? "64m" : "256m", "Patients", patient.name(), ports[0], ports[1], ports[2])) {
            if (jvm.process.waitFor(after, TimeUnit.SECONDS)) throw new IllegalStateException(patient + " has ended: " + new String(jvm.process.getInputStream().readAllBytes()));
            return Look.at(jvm.process.pid(), seconds, line -> Progress.show(patient + " · " + line));
        }
    }

    private record Child(Process process) implements AutoCloseable {
        @Override public void close() { process.destroyForcibly(); }
    }

    /** Ends with its standard input, so also if this program is killed. */
    private static Child jvm(String heap, String main, String... args) throws IOException {
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx" + heap, "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(args));
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }
}
