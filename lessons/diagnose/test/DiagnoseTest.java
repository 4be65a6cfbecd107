import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs as a reader runs them, on JVMs of their own. */
@Timeout(180) class DiagnoseTest {
    private record Ran(int code, String out, String err) {}

    @Test void patients_whose_evidence_a_busy_machine_cannot_hide_are_judged_right() throws Exception {
        assertThat(Matrix.judgeAll(List.of("SEMAPHORE", "DEADLOCK", "IDLE", "UNBOUNDED_QUEUE"), 4, 2)).isTrue();
    }

    /** Two threads that never get on. */
    static final class Stuck {
        static void main() {
            var lock = new Object();
            for (int i = 0; i < 3; i++) Thread.ofPlatform().name("waiter-" + i).start(() -> { synchronized (lock) { Services.pause(120_000); } });
        }
    }

    @Test void a_verdict_has_evidence_a_site_and_a_model_and_the_command_ends_with_it() throws Exception {
        var ran = diagnose("--seconds=2", "--after=1", "--", java(), "-cp", System.getProperty("java.class.path"), "DiagnoseTest$Stuck");
        assertThat(ran.out.replaceAll("\\s+", " ")).contains("Verdict thread blocking: 2.0 threads on average wait for a lock", "the monitor of a java.lang.Object at DiagnoseTest$Stuck.lambda$main$0 (DiagnoseTest.java:", "held by waiter-# at", "to sleep", "Model Hold it for shorter", "Thread blocking");
        assertThat(ran.code).isZero();
        assertThat(ProcessHandle.allProcesses().filter(each -> each.info().commandLine().orElse("").endsWith("DiagnoseTest$Stuck"))).isEmpty();
    }

    @Test void bad_input_is_one_line_and_exit_code_2() throws Exception {
        for (var args : List.of(List.of("999999"), List.of("1"), List.of("none.jfr"), List.of("--seconds=0", "7"), List.of("--seconds=x"), List.of("--foo"), List.<String>of(), List.of("--", "no-such-command"), List.of("--patients", "NOBODY"))) {
            var ran = diagnose(args.toArray(String[]::new));
            assertThat(ran.code).as("%s: %s", args, ran).isEqualTo(2);
            assertThat(ran.err.lines()).as("%s", args).hasSize(1);
            assertThat(ran.out).isEmpty();
        }
    }

    @Test void the_name_is_the_reader_s_own() {
        assertThat(List.of("jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher src/App.java 8080", "/opt/shop/app.jar --x=a/b", "com.shop.Main", "shop/com.shop.Main x", ""))
                .extracting(Target::name).containsExactly("App.java", "app.jar", "com.shop.Main", "com.shop.Main", "");
    }

    @Test void without_a_java_on_the_path_it_is_the_one_that_runs_this() {
        assertThat(Command.java("")).isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(Command.java(Path.of(System.getProperty("java.home"), "bin").toString())).isEqualTo("java");
    }

    @Test void help_says_what_it_takes() throws Exception {
        var ran = diagnose("--help");
        assertThat(ran.code).isZero();
        assertThat(ran.out).contains("PID | FILE.jfr | -- COMMAND", "--patients");
    }

    @Test void a_process_that_ends_meanwhile_is_told_in_a_line() throws Exception {
        var patient = new ProcessBuilder(java(), "-cp", System.getProperty("java.class.path"), "Patients", "IDLE", "0", "0", "0").start();
        Thread.ofVirtual().start(() -> { Services.pause(2_500); patient.destroyForcibly(); });
        assertThatThrownBy(() -> Look.at(patient.pid(), 20, _ -> { })).isInstanceOf(Misuse.class).hasMessageContaining("process " + patient.pid());
    }

    @Test void the_versions_are_those_of_the_pom() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        for (var script : List.of("Diagnose.java", "Timeline.java")) {
            var found = new ArrayList<String>();
            for (var dependency = Pattern.compile("(?m)^//DEPS [\\w.]+:([\\w-]+):([\\d.]+)$").matcher(Files.readString(Path.of(script))); dependency.find(); ) {
                found.add(dependency.group(1));
                assertThat(pom).containsPattern("<artifactId>%s</artifactId>\\s*<version>%s<".formatted(dependency.group(1), dependency.group(2)));
            }
            assertThat(found).isNotEmpty();
        }
    }

    private static String java() { return ProcessHandle.current().info().command().orElse("java"); }

    private static Ran diagnose(String... args) throws Exception {
        var command = new ArrayList<>(List.of(java(), "--add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED", "--add-exports=jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), "Diagnose"));
        command.addAll(List.of(args));
        var err = Files.createTempFile("diagnose", ".err");
        var process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes());
        var ran = new Ran(process.waitFor(), out, Files.readString(err));
        Files.delete(err);
        return ran;
    }
}
