import module java.base;

/** A command that was started to be looked at; what it has started ends with it. */
final class Command implements AutoCloseable {
    private final Process process;
    private final Thread hook = new Thread(this::end);

    private Command(Process process) { this.process = process; }

    static Command start(List<String> words, Map<String, String> environment) {
        var builder = new ProcessBuilder(words.getFirst().equals("java") ? Stream.concat(Stream.of(java(System.getenv().getOrDefault("PATH", ""))), words.stream().skip(1)).toList() : words).redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            var command = new Command(builder.start());
            Runtime.getRuntime().addShutdownHook(command.hook);
            return command;
        } catch (IOException e) {
            throw new Misuse("cannot start %s: %s".formatted(words.getFirst(), e.getMessage().replaceAll(".*error=\\d+, ", "")));
        }
    }

    /** The reader's own java if there is one on the path, else the one that runs this. */
    static String java(String path) {
        boolean there = Stream.of(path.split(File.pathSeparator)).anyMatch(folder -> Stream.of("java", "java.exe").anyMatch(name -> Files.isExecutable(Path.of(folder, name))));
        return there ? "java" : Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The number of its JVM, once it has run for some seconds. */
    long jvm(int seconds) throws InterruptedException {
        Target.launched(process, Duration.ofSeconds(60));
        Progress.show("it runs for %d s before it is watched".formatted(seconds));
        process.waitFor(seconds, TimeUnit.SECONDS);
        return Target.launched(process, Duration.ofSeconds(10));
    }

    /** Until it ends by itself, or the time is up. */
    boolean await(Duration patience) throws InterruptedException { return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS); }

    @Override public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void end() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (var each : all) {
            try {
                each.onExit().get(3, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException | InterruptedException e) {
                each.destroyForcibly();
            }
        }
    }
}
