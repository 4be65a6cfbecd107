package workbook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wrapper ./jbang, run in a home, a checkout and a PATH of its own, against a repository on the loopback.
 * Its checksum is pinned, so the jar is the real one; Java is real only where the rule is about JBang itself.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class WrapperTest {
    static final Path WRAPPER = Stream.of("jbang", "../jbang").map(Path::of).filter(Files::isRegularFile).findFirst()
            .orElseThrow().toAbsolutePath().normalize();
    static final String JAR = "jbang-cli-0.132.1-all.jar";
    static final String ADVICE = "the lessons need a JDK %s: install one (https://adoptium.net) or set JAVA_HOME";
    static final String NO_SUCH_JDK = "99";

    @TempDir Path folder;
    Path home, tools, checkout;
    final Map<String, String> environment = new TreeMap<>();

    @BeforeEach void furnish() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        tools = Files.createDirectory(folder.resolve("tools"));
        checkout = Files.createDirectories(folder.resolve("a check out"));
        Files.copy(WRAPPER, checkout.resolve("jbang"));
        for (var tool : List.of("sh", "cat", "echo", "grep", "head", "mkdir", "mv", "readlink", "rm", "sed", "sort"))
            assertThat(link(tool)).as(tool).isTrue();
        assertThat(link("curl") || link("wget")).isTrue();
        assertThat(link("sha256sum") || link("shasum")).isTrue();
        environment.put("HOME", home.toString());
        environment.put("JAVA_HOME", jdk("jdk 25", "25.0.3", says("the lesson")).toString());
    }

    /** JUnit would warn of each link that leads out of its folder. */
    @AfterEach void unlink() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var link : files.filter(Files::isSymbolicLink).toList()) Files.delete(link);
        }
    }

    // The good path, with the real Java and the real JBang

    @Test void arguments_input_and_exit_code_pass_through_unharmed() throws Exception {
        realJava();
        keepJar();
        Files.writeString(checkout.resolve("Echo.java"), """
                //JAVA 25
                void main(String... arguments) throws Exception {
                    for (var argument : arguments) IO.println("[" + argument + "]");
                    IO.print(new String(System.in.readAllBytes()));
                    System.exit(42);
                }
                """);
        var nasty = List.of("two words", "", "it's", "\"quoted\"", "$HOME", "`id`", "*", "back\\slash\\", "~", "!x",
                "a;b|c&d", "#", "-n", "two\nlines", "");
        var input = Files.writeString(folder.resolve("input"), "first\nlast");
        var outcome = start(checkout, input, Stream.concat(Stream.of("./jbang", "Echo.java"), nasty.stream()).toList()).outcome();
        assertThat(outcome.out()).isEqualTo(nasty.stream().map(each -> "[" + each + "]\n").collect(Collectors.joining()) + "first\nlast");
        assertThat(outcome.code()).isEqualTo(42);
    }

    @Test void an_alias_of_the_current_folder_is_found_from_a_symbolic_link_elsewhere() throws Exception {
        realJava();
        keepJar();
        var lessons = Files.createDirectory(folder.resolve("lessons"));
        Files.writeString(lessons.resolve("L01_Hello.java"), "//JAVA 25\nvoid main() { IO.println(\"hello\"); }");
        Files.writeString(lessons.resolve("jbang-catalog.json"), """
                { "aliases": { "01": { "script-ref": "L01_Hello.java" } } }""");
        Files.createSymbolicLink(folder.resolve("linked"), checkout.resolve("jbang"));
        var outcome = start(lessons, null, List.of("../linked", "01")).outcome();
        assertThat(outcome.out()).isEqualTo("hello\n");
        assertThat(outcome.code()).isZero();
    }

    @Test void without_a_JDK_and_a_network_the_real_JBang_leads_to_one_line_of_advice() throws Exception {
        realJava();
        keepJar();
        missJdk();
        Files.createSymbolicLink(tools.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        environment.put("JBANG_JAVA_OPTIONS", "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + closedPort());
        var outcome = run("version");
        assertThat(outcome.err().lines()).last().isEqualTo("jbang: " + ADVICE.formatted(NO_SUCH_JDK));
        assertThat(outcome.err()).doesNotContain("[jbang]");
        assertThat(outcome.code()).isEqualTo(1);
    }

    // Starting the lesson

    @Test void the_lesson_takes_the_place_of_the_wrapper_so_that_signals_reach_it() throws Exception {
        keepJar();
        environment.put("JAVA_HOME", jdk("jdk", "25", "echo \"sh -c 'echo \\$\\$'\"; exit 255").toString());
        var running = start(checkout, null, List.of("./jbang", "05"));
        assertThat(running.outcome().out()).isEqualTo(running.process().pid() + "\n");
    }

    @Test void what_JBang_itself_prints_and_its_exit_code_are_passed_on() throws Exception {
        keepJar();
        environment.put("JAVA_HOME", jdk("jdk", "25", "echo 'usage: $HOME'; echo wrong >&2; exit 2").toString());
        assertThat(run("--nonsense")).isEqualTo(new Outcome(2, "usage: $HOME\n", "wrong\n"));
    }

    @Test void JBANG_JAVA_OPTIONS_reach_the_Java_of_JBang() throws Exception {
        keepJar();
        environment.put("JAVA_HOME", jdk("jdk", "25", "echo echo $1 $2; exit 255").toString());
        environment.put("JBANG_JAVA_OPTIONS", "-Done=1 -Dtwo=2");
        assertThat(run("05").out()).isEqualTo("-Done=1 -Dtwo=2\n");
    }

    @Test void JBang_keeps_its_files_in_the_same_folder_whatever_home_Java_believes_in() throws Exception {
        keepJar();
        environment.put("JAVA_HOME", jdk("jdk", "25", "echo \"echo '$JBANG_DIR'\"; exit 255").toString());
        assertThat(run("05").out()).isEqualTo(home + "/.jbang\n");
    }

    // The download

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void the_jar_is_downloaded_once(String downloader) throws Exception {
        onlyDownloader(downloader);
        try (var repository = new Repository(exchange -> send(exchange, jar()))) {
            var first = run("05");
            assertThat(first.out()).isEqualTo("the lesson\n");
            assertThat(first.err()).isEqualTo("jbang: downloading JBang 0.132.1 (9.5 MB) to " + home + "/.jbang\n");
            assertThat(run("05")).isEqualTo(new Outcome(0, "the lesson\n", ""));
            assertThat(repository.requests).hasValue(1);
            assertThat(kept()).containsExactly(JAR);
        }
    }

    @Test void JBANG_DIR_moves_the_folder() throws Exception {
        environment.put("JBANG_DIR", folder.resolve("its own/folder").toString());
        try (var _ = new Repository(exchange -> send(exchange, jar()))) {
            assertThat(run("05").code()).isZero();
            assertThat(folder.resolve("its own/folder").resolve(JAR)).exists();
            assertThat(home).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256sum", "shasum", "openssl"})
    void each_tool_for_checksums_will_do(String tool) throws Exception {
        without("sha256sum", "shasum", "openssl");
        assumeTrue(link(tool));
        keepJar();
        assertThat(run("05")).isEqualTo(new Outcome(0, "the lesson\n", ""));
        Files.delete(keptJar()); // the link, so that what it leads to stays whole
        Files.writeString(keptJar(), "not a jar");
        try (var repository = new Repository(exchange -> send(exchange, jar()))) {
            assertThat(run("05").code()).isZero();
            assertThat(repository.requests).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000_000})
    void a_damaged_jar_is_replaced_and_not_run(int intactBytes) throws Exception {
        Files.createDirectories(keptJar().getParent());
        Files.write(keptJar(), Arrays.copyOf(jar(), intactBytes));
        try (var _ = new Repository(exchange -> send(exchange, jar()))) {
            assertThat(run("05").out()).isEqualTo("the lesson\n");
            assertThat(keptJar()).hasBinaryContent(jar());
        }
    }

    @Test void two_at_once_do_not_harm_each_other() throws Exception {
        var both = new CyclicBarrier(2);
        try (var _ = new Repository(exchange -> { both.await(); send(exchange, jar()); })) {
            var first = start(checkout, null, List.of("./jbang", "05"));
            var second = start(checkout, null, List.of("./jbang", "06"));
            assertThat(List.of(first.outcome(), second.outcome())).allMatch(outcome -> outcome.out().equals("the lesson\n"));
            assertThat(kept()).containsExactly(JAR);
            assertThat(keptJar()).hasBinaryContent(jar());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_signal_in_mid_download_leaves_nothing_behind(String signal) throws Exception {
        // A job in the background may have been started deaf to Ctrl-C, and then so are its children.
        assumeTrue(new ProcessBuilder("sh", "-c", "trap 'exit 3' $0; kill -$0 $$", signal).start().waitFor() == 3);
        CountDownLatch half = new CountDownLatch(1), never = new CountDownLatch(1);
        try (var _ = new Repository(exchange -> { sendHalf(exchange, jar()); half.countDown(); never.await(); })) {
            var running = start(checkout, null, List.of("./jbang", "05"));
            assertThat(half.await(30, SECONDS)).isTrue();
            assertThat(kept()).hasSize(1);
            interruptGroup(running.process(), signal);
            assertThat(running.outcome().code()).isEqualTo(130);
            assertThat(running.outcome().out()).isEmpty();
            assertThat(kept()).isEmpty();
        }
    }

    // Failures of the download: one line says why, and nothing half-written is left

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void a_wrong_checksum(String downloader) throws Exception {
        onlyDownloader(downloader);
        try (var repository = new Repository(exchange -> send(exchange, "not a jar".getBytes()))) {
            assertDownloadFails("the SHA-256 of " + repository.url() + " is wrong, so the file is not kept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void a_server_that_closes_early(String downloader) throws Exception {
        onlyDownloader(downloader);
        try (var repository = new Repository(exchange -> sendHalf(exchange, jar()))) {
            assertDownloadFails("cannot download " + repository.url() + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void a_file_that_is_not_there(String downloader) throws Exception {
        onlyDownloader(downloader);
        try (var repository = new Repository(exchange -> exchange.sendResponseHeaders(404, -1))) {
            assertDownloadFails("cannot download " + repository.url() + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void a_server_that_is_gone(String downloader) throws Exception {
        onlyDownloader(downloader);
        var port = closedPort();
        environment.put("MVNW_REPOURL", "http://127.0.0.1:" + port + "/");
        assertDownloadFails("cannot download http://127.0.0.1:" + port + "/dev/jbang/jbang-cli/0.132.1/" + JAR + ": ");
    }

    @Test void a_reason_in_several_lines_is_told_in_one() throws Exception {
        without("curl");
        program("curl", "echo 'curl: (60) no trust' >&2; echo 'More details here' >&2; exit 60");
        environment.put("MVNW_REPOURL", "https://a.mirror");
        assertDownloadFails("cannot download https://a.mirror/dev/jbang/jbang-cli/0.132.1/" + JAR + ": curl: (60) no trust");
    }

    @Test void neither_curl_nor_wget() throws Exception {
        without("curl", "wget");
        assertFails("cannot download JBang: install curl or wget");
    }

    @Test void no_tool_for_checksums() throws Exception {
        without("sha256sum", "shasum", "openssl");
        assertFails("cannot check a download: install sha256sum, shasum or openssl");
    }

    @Test void a_folder_that_cannot_be_written() throws Exception {
        var file = Files.createFile(folder.resolve("a file")); // root may write into any folder, but not below a file
        environment.put("HOME", file.toString());
        assertFails("cannot write to " + file + "/.jbang: set JBANG_DIR");
    }

    // The JDK

    @ParameterizedTest
    @ValueSource(strings = {".sdkman/candidates/java/99-tem", ".jdks/temurin-99", ".jbang/currentjdk", ".jbang/cache/jdks/99",
            "Library/Java/JavaVirtualMachines/temurin-99.jdk/Contents/Home"})
    void a_JDK_is_found_in_the_usual_places_below_home(String place) throws Exception {
        keepJar();
        missJdk();
        var jdk = jdk(home.resolve(place).toString(), "99", "echo sh -c \"'echo \\$JAVA_HOME'\"; exit 255");
        assertThat(run("05")).isEqualTo(new Outcome(0, jdk + "\n", ""));
    }

    @Test void a_JDK_is_found_on_the_PATH_through_a_symbolic_link() throws Exception {
        keepJar();
        missJdk();
        Files.createSymbolicLink(tools.resolve("javac"), jdk("jdk 99", "99", says("the JDK of the PATH")).resolve("bin/javac"));
        assertThat(run("05")).isEqualTo(new Outcome(0, "the JDK of the PATH\n", ""));
    }

    @Test void a_JDK_is_found_where_SDKMAN_was_told_to_put_it() throws Exception {
        keepJar();
        missJdk();
        environment.put("SDKMAN_CANDIDATES_DIR", folder.resolve("sdk man").toString());
        jdk("sdk man/java/99", "99", says("the JDK of SDKMAN"));
        assertThat(run("05")).isEqualTo(new Outcome(0, "the JDK of SDKMAN\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"98.0.1, javac", "990.0.1, javac", "17.0.99, javac", "99.0.1, no compiler"})
    void what_is_not_a_JDK_of_that_version_is_passed_over(String version, String compiler) throws Exception {
        keepJar();
        missJdk();
        var jdk = jdk("other", version, "exit 4");
        Files.move(jdk.resolve("bin/javac"), jdk.resolve("bin").resolve(compiler));
        environment.put("JAVA_HOME", jdk.toString());
        assertThat(run("05").err().lines()).last().isEqualTo("jbang: " + ADVICE.formatted(NO_SUCH_JDK));
    }

    @Test void JBang_may_fetch_the_JDK_with_any_Java() throws Exception {
        keepJar();
        missJdk();
        var fetched = jdk("fetched", "99", says("the fetched JDK"));
        program("java", "case \"$*\" in *' jdk home 99') echo '" + fetched + "' ;; esac");
        var outcome = run("05");
        assertThat(outcome.out()).isEqualTo("the fetched JDK\n");
        assertThat(outcome.err()).isEqualTo("jbang: no JDK 99 found, so JBang looks for one and may download it (200 MB)\n");
    }

    @Test void no_Java_at_all() throws Exception {
        missJdk();
        assertFails(ADVICE.formatted(NO_SUCH_JDK));
    }

    // An installed JBang

    @ParameterizedTest
    @CsvSource({"0.132.1, true", "0.132.2, true", "0.132.10, true", "0.133.0, true", "0.1000.0, true", "1.0.0, true",
            "0.132.0, false", "0.99.9, false", "0.14.200, false", "'', false", "nonsense, false"})
    void an_installed_JBang_is_used_if_it_is_new_enough(String version, boolean used) throws Exception {
        keepJar();
        program("jbang", "[ \"$1\" = version ] && echo '" + version + "' || echo \"installed: $*\"");
        assertThat(run("05", "a b")).isEqualTo(new Outcome(0, used ? "installed: 05 a b\n" : "the lesson\n", ""));
    }

    @Test void an_installed_JBang_that_fails_is_not_used() throws Exception {
        keepJar();
        program("jbang", "echo 1.0.0; exit 1");
        assertThat(run("05").out()).isEqualTo("the lesson\n");
    }

    @Test void an_installed_JBang_gets_the_JDK_and_the_input() throws Exception {
        program("jbang", "[ \"$1\" != version ] || { cat >&2; echo 1.0.0; exit; }; echo \"$JAVA_HOME\"; cat");
        var input = Files.writeString(folder.resolve("input"), "input");
        var outcome = start(checkout, input, List.of("./jbang", "05")).outcome();
        assertThat(outcome.out()).isEqualTo(environment.get("JAVA_HOME") + "\ninput");
    }

    @Test void the_wrapper_on_the_PATH_is_not_an_installed_JBang() throws Exception {
        keepJar();
        Files.createSymbolicLink(tools.resolve("jbang"), checkout.resolve("jbang"));
        assertThat(run("05")).isEqualTo(new Outcome(0, "the lesson\n", ""));
    }

    @Test void a_program_that_calls_the_wrapper_is_not_an_installed_JBang() throws Exception {
        keepJar();
        program("jbang", "exec '" + checkout.resolve("jbang") + "' \"$@\"");
        assertThat(run("05")).isEqualTo(new Outcome(0, "the lesson\n", ""));
    }

    // Furniture

    record Outcome(int code, String out, String err) {}

    record Running(Process process, Path out, Path err) {
        Outcome outcome() throws Exception {
            if (!process.waitFor(50, SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
        }
    }

    Outcome run(String... arguments) throws Exception {
        return start(checkout, null, Stream.concat(Stream.of("./jbang"), Stream.of(arguments)).toList()).outcome();
    }

    Running start(Path from, Path input, List<String> command) throws IOException {
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).directory(from.toFile())
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools.toString());
        return new Running(builder.start(), out, err);
    }

    void assertFails(String message) throws Exception {
        assertThat(run("05")).isEqualTo(new Outcome(1, "", "jbang: " + message + "\n"));
    }

    void assertDownloadFails(String message) throws Exception {
        var outcome = run("05");
        assertThat(outcome.err().lines()).hasSize(2);
        assertThat(outcome.err().lines()).last().asString().startsWith("jbang: " + message);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(kept()).isEmpty();
    }

    boolean link(String tool) throws IOException {
        for (var path : System.getenv("PATH").split(File.pathSeparator)) {
            var found = Path.of(path, tool);
            if (!Files.isExecutable(found)) continue;
            if (!Files.exists(tools.resolve(tool))) Files.createSymbolicLink(tools.resolve(tool), found);
            return true;
        }
        return false;
    }

    void without(String... names) throws IOException {
        for (var name : names) Files.deleteIfExists(tools.resolve(name));
    }

    void onlyDownloader(String name) throws IOException {
        without("curl", "wget");
        assumeTrue(link(name));
    }

    void program(String name, String body) throws IOException {
        executable(tools.resolve(name), body);
    }

    Path jdk(String place, String version, String java) throws IOException {
        var jdk = Files.createDirectories(folder.resolve(place));
        Files.createDirectory(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(jdk.resolve("bin/javac"), "exit 1");
        executable(jdk.resolve("bin/java"), java);
        return jdk;
    }

    static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A java that stands in for JBang's jar: it prints the command that starts a lesson. */
    static String says(String words) {
        return "echo echo " + words + "; exit 255";
    }

    void realJava() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JBANG_NO_VERSION_CHECK", "true");
    }

    /** No machine has this JDK in its folders, so the wrapper that wants it finds only what the test provides. */
    void missJdk() throws IOException {
        environment.remove("JAVA_HOME");
        var text = Files.readString(WRAPPER);
        assertThat(text).contains("\njdk=25\n");
        Files.writeString(checkout.resolve("jbang"), text.replace("\njdk=25\n", "\njdk=" + NO_SUCH_JDK + "\n"));
    }

    Path keptJar() {
        return home.resolve(".jbang").resolve(JAR);
    }

    void keepJar() throws Exception {
        Files.createDirectories(keptJar().getParent());
        Files.createSymbolicLink(keptJar(), realJar());
    }

    List<String> kept() throws IOException {
        if (!Files.exists(home.resolve(".jbang"))) return List.of();
        try (var files = Files.list(home.resolve(".jbang"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Taken once from the world outside, by the wrapper itself, and kept until `mvn clean`. */
    synchronized Path realJar() throws Exception {
        var target = Path.of("target/wrapper").toAbsolutePath();
        if (Files.exists(target.resolve(JAR))) return target.resolve(JAR);
        var builder = new ProcessBuilder(WRAPPER.toString(), "version").inheritIO().redirectInput(new File("/dev/null"));
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JBANG_DIR", target.toString());
        assertThat(builder.start().waitFor()).isZero();
        return target.resolve(JAR);
    }

    byte[] jar() throws Exception {
        return Files.readAllBytes(realJar());
    }

    interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    /** A Maven repository that has one file. */
    class Repository implements AutoCloseable {
        final AtomicInteger requests = new AtomicInteger();
        final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Repository(Answer answer) throws IOException {
            server.createContext("/maven2/dev/jbang/jbang-cli/0.132.1/" + JAR, exchange -> {
                requests.incrementAndGet();
                try (exchange) {
                    answer.to(exchange);
                } catch (Exception fault) {
                    throw new IOException(fault);
                }
            });
            server.setExecutor(threads);
            server.start();
            environment.put("MVNW_REPOURL", "http://127.0.0.1:" + server.getAddress().getPort() + "/maven2");
        }

        String url() {
            return environment.get("MVNW_REPOURL") + "/dev/jbang/jbang-cli/0.132.1/" + JAR;
        }

        @Override public void close() {
            threads.shutdownNow();
            server.stop(0);
        }
    }

    static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    static void sendHalf(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, content.length / 2);
        exchange.getResponseBody().flush();
    }

    static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** As Ctrl-C does: the wrapper and what it runs get the signal, the wrapper first. */
    static void interruptGroup(Process wrapper, String signal) throws Exception {
        var kill = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\"", "sh", Long.toString(wrapper.pid())));
        wrapper.descendants().forEach(child -> kill.add(Long.toString(child.pid())));
        assertThat(kill).hasSizeGreaterThan(5);
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }
}
