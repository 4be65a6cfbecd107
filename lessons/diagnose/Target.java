import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import module java.base;
import sun.tools.attach.HotSpotVirtualMachine;

/** A running JVM that answers questions as it answers jcmd: no agent, no restart. */
final class Target implements AutoCloseable {
    final long pid;
    final String name;
    private final HotSpotVirtualMachine jvm;
    private final Temp folder = new Temp("diagnose");

    private Target(long pid, HotSpotVirtualMachine jvm) throws IOException {
        this.pid = pid;
        this.jvm = jvm;
        name = name(VirtualMachine.list().stream().filter(each -> each.id().equals("" + pid)).map(VirtualMachineDescriptor::displayName).findFirst().orElse(""));
        folder.path.toFile().setWritable(true, false);                      // another user's JVM writes its dump there, when root asks
    }

    /** Of a command line: the main class, or the file that holds it. A source file is started by a class of the compiler. */
    static String name(String commandLine) { return commandLine.replaceFirst("^\\S*\\.javac\\.launcher\\.\\w+\\s+", "").replaceAll("\\s.*", "").replaceAll(".*[/\\\\](?=[^/\\\\]+$)", ""); }

    /** Every check comes before the attach, since the signal that asks for it would end a program that is no JVM. */
    static Target attach(long pid) throws IOException {
        var process = ProcessHandle.of(pid).orElseThrow(() -> new Misuse("no process has the number " + pid));
        var owner = process.info().user().orElse("?");
        var self = ProcessHandle.current().info().user().orElse("?");
        if (pid == ProcessHandle.current().pid()) throw new Misuse("process " + pid + " is this program itself");
        if (!owner.equals(self) && !self.equals("root")) throw new Misuse("process %d belongs to %s: ask as %s".formatted(pid, owner, owner));
        if (VirtualMachine.list().stream().noneMatch(each -> each.id().equals("" + pid)))
            throw new Misuse("process %d is no JVM that can be asked (%s)".formatted(pid, process.info().command().map(command -> Path.of(command).getFileName().toString()).orElse("no command")));
        try {
            return new Target(pid, (HotSpotVirtualMachine) VirtualMachine.attach("" + pid));
        } catch (AttachNotSupportedException e) {
            throw new Misuse("process %d does not let itself be asked: %s".formatted(pid, e.getMessage()));
        } catch (IOException e) {
            throw ProcessHandle.of(pid).isPresent() ? new Misuse("process %d cannot be asked: %s".formatted(pid, e.getMessage())) : ended(pid);
        }
    }

    /** The number of a command's JVM: itself or, behind a shell, the one below it that began last. Waits until there is one. */
    static long launched(Process command, Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end && command.isAlive(); Thread.sleep(200)) {
            var jvms = VirtualMachine.list().stream().map(VirtualMachineDescriptor::id).collect(Collectors.toSet());
            var last = Stream.concat(Stream.of(command.toHandle()), command.descendants()).filter(each -> jvms.contains("" + each.pid()))
                    .max(Comparator.comparing(each -> each.info().startInstant().orElse(Instant.MIN)));
            if (last.isPresent()) return last.get().pid();
        }
        throw new Misuse(command.isAlive() ? "the command has started no JVM" : "the command ended before it could be looked at, with exit code " + command.exitValue());
    }

    /** What jcmd PID command would print. */
    String ask(String command) {
        try (var answer = jvm.executeJCmd(command)) {
            var text = new ByteArrayOutputStream();
            answer.transferTo(text);                                   // readAllBytes() breaks on this stream of JDK 25
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ProcessHandle.of(pid).isPresent() ? new Misuse("process %d does not answer: %s".formatted(pid, e.getMessage())) : ended(pid);
        }
    }

    private static Misuse ended(long pid) { return new Misuse("process %d ended while it was looked at".formatted(pid)); }

    /** The text of a file that the JVM writes when it is asked. */
    String written(String command, String name) {
        var file = folder.path.resolve(name);
        var answer = ask(command.formatted(file));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ProcessHandle.of(pid).isPresent() ? new Misuse("process %d wrote no dump: %s".formatted(pid, answer.strip().lines().findFirst().orElse(""))) : ended(pid);
        }
    }

    Path folder() { return folder.path; }

    /** Its version of Java, as 25.0.3. */
    String version() {
        var found = Pattern.compile("(?m)^JDK (\\S+)|version \"?(\\d[\\w.]*)").matcher(ask("VM.version"));
        return found.find() ? Objects.requireNonNullElse(found.group(1), found.group(2)) : "?";
    }

    @Override public void close() throws IOException {
        try {
            jvm.detach();
        } finally {
            folder.close();
        }
    }
}
