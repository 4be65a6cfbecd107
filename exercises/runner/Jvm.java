import module java.base;

/** The runner's side of one judging JVM. */
final class Jvm {
    private final Process process;
    /** What it says; {@code ended} is ours. */
    private final BlockingQueue<List<String>> messages = new LinkedBlockingQueue<>();
    /** Whether a run's last word is still to come, and whether the last run has left nothing behind. */
    private boolean asked, quiet = true;

    /** Starts one; it gets warm by itself. */
    Jvm(Archive archive) throws IOException {
        process = start(archive.option());
        Thread.ofPlatform().daemon().name("judge " + process.pid()).start(this::read);
    }

    /** With the simple compiler only: so it starts sooner and takes less memory, and no class stays for long. */
    static Process start(Optional<String> option) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms16m", "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path")));
        option.ifPresent(command::add);
        command.add("Judge");
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void read() {
        try (var in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = in.readLine()) != null; ) {
                var fields = Wire.fields(line);
                if (!fields.isEmpty()) messages.add(fields);
            }
        } catch (IOException e) {
            // it was killed
        }
        messages.add(List.of("ended"));
    }

    boolean isAlive() { return process.isAlive(); }

    Verdict ask(Exercise exercise, Path classes, Path kit, Consumer<String> onTest, int silence) throws InterruptedException {
        asked = true;
        var test = "";
        try {
            var out = process.outputWriter(StandardCharsets.UTF_8);
            out.write(Wire.line(exercise.name(), exercise.limit(), classes, kit) + "\n");
            out.flush();
            while (true) {
                var message = messages.poll(silence, TimeUnit.SECONDS);
                if (message == null) return lost(test, "its JVM has said nothing for %d seconds".formatted(silence));
                if (message.getFirst().equals("ended")) return lost(test, "its JVM has ended with exit code %d: by Runtime.halt(), a crash, or because its standard output was closed".formatted(process.waitFor()));
                if (message.getFirst().equals("verdict")) return verdict(message);
                if (message.getFirst().equals("test")) onTest.accept(test = message.get(1));
            }
        } catch (IOException e) {
            return lost(test, "its JVM has gone: " + e.getMessage());
        }
    }

    private Verdict lost(String test, String why) {
        asked = quiet = false;
        return new Verdict.Failed(test, 0, why, List.of(), Verdict.Printed.NOTHING, 0);
    }

    private static Verdict verdict(List<String> fields) {
        int passed = Integer.parseInt(fields.get(3));
        long millis = Long.parseLong(fields.get(4));
        var printed = new Verdict.Printed(fields.get(5), Long.parseLong(fields.get(6)));
        if (fields.get(1).equals("passed")) return new Verdict.Passed(passed, millis, printed);
        var places = fields.stream().skip(8).map(place -> place.split(":")).map(place -> new Verdict.Place(place[0], Integer.parseInt(place[1]), place[2])).toList();
        return new Verdict.Failed(fields.get(2), passed, fields.get(7), places, printed, millis);
    }

    /** Whether the last run has left nothing behind. Waits for its last word, which comes right after the verdict. */
    boolean isReusable() throws InterruptedException {
        while (asked) {
            var message = messages.poll(1, TimeUnit.SECONDS);
            if (message != null && message.getFirst().equals("test")) continue;
            asked = false;
            quiet = message != null && message.equals(List.of("over", "true"));
        }
        return quiet && isAlive();
    }

    void kill() { process.destroyForcibly(); }
}
