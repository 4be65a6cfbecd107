package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the learner's code does is a verdict. One runner watches all of it, and after each fault it gives the next one. */
@Timeout(400)
class FaultsTest {
    @TempDir static Path folder;
    private static Copy copy;
    private static Watching runner;

    @BeforeAll static void start() throws Exception {
        copy = Copy.in(folder);
        runner = new Watching(copy);
        assertThat(runner.verdict()).startsWith("✘ one and one are two");
        copy.keepKit();
    }

    @AfterEach void theRunnerLivesOn() throws Exception { assertThat(verdict("return a - b;")).startsWith("✘ one and one are two, and no other number"); }

    @AfterAll static void stop() throws Exception { runner.close(); }

    @Test void deadlock() throws Exception {
        assertThat(verdict("""
                Object salt = new Object(), pepper = new Object();
                var met = new java.util.concurrent.CyclicBarrier(2);
                var ann = Thread.ofPlatform().name("ann").unstarted(() -> both(salt, pepper, met));
                var bob = Thread.ofPlatform().name("bob").unstarted(() -> both(pepper, salt, met));
                ann.start();
                bob.start();
                try {
                    ann.join();
                } catch (InterruptedException e) {
                    return -1;
                }
                return a + b;
            }

            private static void both(Object one, Object other, java.util.concurrent.CyclicBarrier met) {
                synchronized (one) {
                    try {
                        met.await();
                    } catch (Exception e) {
                        return;
                    }
                    synchronized (other) {}
                }"""))
                .contains("✘ deadlock: ", "ann waits for a lock that bob holds", "bob waits for a lock that ann holds", "E01_Adding.java:", "holds Object@");
    }

    @Test void endless_loop() throws Exception { assertThat(verdict("while (true) Thread.onSpinWait();")).contains("✘ the test has not ended", "the test runs at E01_Adding.java:8"); }

    @Test void waiting_for_ever() throws Exception {
        assertThat(verdict("return java.util.stream.Stream.of(a + b).peek(_ -> java.util.concurrent.locks.LockSupport.park()).findFirst().get();\n"))
                .satisfiesAnyOf(told -> assertThat(told).contains("✘ the test has not ended", "E01_Adding.java:8"), told -> assertThat(told).startsWith("✔"));     // park() may return
    }

    @Test void endless_loop_outside_of_all_tests() throws Exception {
        assertThat(verdict("return sum; }\nprivate final int sum = forEver();\nprivate static int forEver() {\nwhile (sign > 0) Thread.onSpinWait();\nreturn 0; }\nprivate static volatile int sign = 1; {"))
                .contains("E01_Adding.java:11");
    }

    @Test void a_class_that_cannot_begin() throws Exception {
        assertThat(verdict("return none; }\nprivate static final int none = Integer.parseInt(\"none\"); {")).startsWith("✘ NumberFormatException: For input string: \"none\"").contains("E01_Adding.java:9 (<clinit>)");
    }

    @Test void a_flood_of_output() throws Exception {
        assertThat(verdict("while (true) System.out.println(\"water\");")).contains("✘ the test has not ended", "Printed    water\n           water").containsPattern("… and [\\d,]+ more lines");
    }

    @Test void a_flood_past_the_captured_streams() throws Exception {
        assertThat(verdict("""
                try {
                    var out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
                    for (int i = 0; i < 100_000; i++) out.write("water\\n".getBytes());
                    out.write("no line's end".getBytes());
                    return a * b + 1;
                } catch (java.io.IOException e) {
                    return -1;
                }""")).startsWith("✘").doesNotContain("water");
    }

    @Test void standard_output_is_closed() throws Exception {
        assertThat(verdict("""
                try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                    return a * b + 1;
                } catch (java.io.IOException e) {
                    return -1;
                }""")).startsWith("✘ its JVM has ended").containsPattern("standard output\\s+was closed");
    }

    @Test void reading_the_input() throws Exception {
        assertThat(verdict("try { return System.in.read() + 3; } catch (java.io.IOException e) { return 0; }")).startsWith("✘ two and three are five");
    }

    @Test void system_exit() throws Exception {
        assertThat(verdict("System.exit(0);\nreturn a + b;")).startsWith("✘ System.exit() was called").contains("onesAreAdded", "E01_Adding.java:8 (sum)");
    }

    @Test void halt() throws Exception { assertThat(verdict("Runtime.getRuntime().halt(7);\nreturn a + b;")).startsWith("✘ its JVM has ended with exit code 7"); }

    @Test void memory_runs_out() throws Exception {
        assertThat(verdict("var all = new java.util.ArrayList<long[]>();\nwhile (true) all.add(new long[8_000_000]);")).startsWith("✘ OutOfMemoryError: Java heap space").contains("E01_Adding.java:9");
    }

    @Test void memory_runs_out_and_stays_full() throws Exception {
        assertThat(verdict("while (true) all.add(new long[a * 1_000_000]); }\nprivate static final java.util.List<Object> all = new java.util.ArrayList<>(); {"))
                .startsWith("✘ OutOfMemoryError: Java heap space");
    }

    @Test void the_stack_overflows() throws Exception { assertThat(verdict("return sum(a, b) + 1;")).startsWith("✘ StackOverflowError").contains("E01_Adding.java:8 (sum)").doesNotContain("more"); }

    @Test void threads_are_left_behind() throws Exception {
        assertThat(verdict("""
                for (int i = 0; i < 4; i++) new Thread(() -> { while (true) Thread.onSpinWait(); }).start();
                return a + b;""")).startsWith("✔ passed: 2 tests");
        assertThat(verdict("return Thread.activeCount() > 4 ? 0 : a + b;")).startsWith("✔ passed: 2 tests");
    }

    @Test void virtual_threads_are_left_behind() throws Exception {
        assertThat(verdict("""
                for (int i = 0; i < 100; i++) Thread.startVirtualThread(() -> { while (true) Thread.onSpinWait(); });
                return a + b;""")).startsWith("✔ passed: 2 tests");
        assertThat(verdict("""
                try {
                    var sum = new java.util.concurrent.FutureTask<>(() -> a + b);
                    Thread.startVirtualThread(sum);
                    return sum.get();
                } catch (Exception e) {
                    return -1;
                }""")).startsWith("✔ passed: 2 tests");
    }

    @Test void the_common_pool_is_left_busy() throws Exception {
        assertThat(verdict("""
                for (int i = 0; i < 100; i++) java.util.concurrent.CompletableFuture.runAsync(() -> { while (true) Thread.onSpinWait(); });
                return a + b;""")).startsWith("✔ passed: 2 tests");
        assertThat(verdict("return java.util.concurrent.CompletableFuture.supplyAsync(() -> a + b).join();")).startsWith("✔ passed: 2 tests");
    }

    @Test void static_fields_begin_anew_each_time() throws Exception {
        var counts = "return ++calls > 2 ? -1 : a + b; }\nprivate static int calls; {";
        assertThat(verdict(counts)).startsWith("✔ passed: 2 tests");
        assertThat(verdict(counts + "\n")).startsWith("✔ passed: 2 tests");
    }

    private static String verdict(String body) throws Exception {
        copy.save("E01_Adding", body);
        return runner.verdict();
    }
}
