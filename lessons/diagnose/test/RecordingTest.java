import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording of this very JVM: one thread computes, one sleeps, one waits for the monitor of the other. */
@Timeout(60) class RecordingTest {
    @TempDir static Path folder;
    private static Recording recording;

    @BeforeAll static void record() throws Exception {
        var lock = new Object();
        try (var flight = new jdk.jfr.Recording(Configuration.create(Recording.allWaits(folder)))) {
            flight.start();
            var sleeper = Thread.ofPlatform().name("sleeper").start(() -> { synchronized (lock) { Services.pause(600); } });
            while (sleeper.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
            var blocked = Thread.ofPlatform().name("blocked").start(() -> { synchronized (lock) { lock.notifyAll(); } });
            var busy = Thread.ofPlatform().name("busy").start(() -> { while (blocked.isAlive()) Thread.onSpinWait(); });
            busy.join();
            flight.stop();
            flight.dump(folder.resolve("whole.jfr"));
        }
        recording = Recording.of(folder.resolve("whole.jfr"));
    }

    /** Two threads that never come to an end, until they are interrupted. */
    @Test void deadlocked_threads_have_their_lanes_and_are_named() throws Exception {
        var locks = List.of(new ReentrantLock(), new ReentrantLock());
        var both = new CyclicBarrier(2);
        Recording deadlocked;
        try (var flight = new jdk.jfr.Recording(Configuration.create(Recording.allWaits(folder)))) {
            flight.start();
            var threads = IntStream.range(0, 2).mapToObj(i -> Thread.ofPlatform().name("deadlocked-" + i).start(() -> {
                try {
                    locks.get(i).lockInterruptibly();
                    both.await();
                    locks.get(1 - i).lockInterruptibly();
                } catch (InterruptedException | BrokenBarrierException end) {
                    // the recording is over
                }
            })).toList();
            while (!locks.stream().allMatch(ReentrantLock::hasQueuedThreads)) Thread.onSpinWait();
            flight.stop();
            flight.dump(folder.resolve("deadlocked.jfr"));
            threads.forEach(Thread::interrupt);
            deadlocked = Recording.of(folder.resolve("deadlocked.jfr"));
        }
        assertThat(deadlocked.deadlock()).contains("deadlocked-0 waits for deadlocked-1", "deadlocked-1 waits for deadlocked-0");
        var text = new Lanes(deadlocked, 0, 0, 60, 20).text(false);
        assertThat(List.of(lane(text, "deadlocked-0"), lane(text, "deadlocked-1"))).allSatisfy(lane -> assertThat(lane).endsWith("X"));
        assertThat(Diagnosis.of("it", deadlocked).first().what()).startsWith("deadlock: ");
    }

    @Test void each_thread_has_its_lane() {
        var text = new Lanes(recording, 0, 0, 60, 20).text(false);
        assertThat(lane(text, "sleeper")).contains("zzzzz");
        assertThat(lane(text, "blocked")).contains("XXXXX");
        assertThat(lane(text, "busy")).doesNotContain("XX").doesNotContain("zz");
    }

    @Test void colours_are_only_added() {
        var lanes = new Lanes(recording, 0, 0, 60, 20);
        assertThat(lanes.text(true)).contains("\u001b[38;2;");
        assertThat(lanes.text(true).replaceAll("\u001b\\[[\\d;]*m", "")).isEqualTo(lanes.text(false));
    }

    @Test void the_picture_is_well_formed_and_names_each_state() throws Exception {
        var file = Files.writeString(folder.resolve("lanes.svg"), new Lanes(recording, 0, 0, 600, 20).svg("a & b"));
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getElementsByTagName("rect").getLength()).isPositive();
        assertThat(Files.readString(file)).contains("waits for a lock", "sleeps", "a &amp; b");
    }

    @Test void lanes_that_find_no_room_are_counted() {
        var lanes = new Lanes(recording, 0, 0, 60, 2);
        assertThat(lanes.lanes).hasSize(2);
        assertThat(lanes.left).isNotEmpty();
        assertThat(lanes.text(false)).contains("and %d more: %s".formatted(lanes.left.size(), lanes.left.getFirst()));
    }

    @Test void a_wait_for_a_lock_counts_as_long_as_it_was() {
        var account = Diagnosis.of("it", recording).account();
        assertThat(account.mean(Activity.LOCK)).isBetween(0.1, 1.1);
    }

    @Test void what_is_cut_off_or_no_recording_is_told_in_a_line() throws Exception {
        var bytes = Files.readAllBytes(folder.resolve("whole.jfr"));
        for (var part : Stream.of(20, 1_000, bytes.length / 2).toList()) {
            var file = Files.write(folder.resolve(part + ".jfr"), Arrays.copyOf(bytes, part));
            assertThatThrownBy(() -> Recording.of(file)).isInstanceOf(Misuse.class).hasMessageContaining("is not a whole recording");
        }
        assertThatThrownBy(() -> Recording.of(folder.resolve("none.jfr"))).isInstanceOf(Misuse.class).hasMessageStartingWith("cannot read");
    }

    @Test void there_is_nothing_behind_the_end() {
        assertThatThrownBy(() -> new Lanes(recording, 1_000, 0, 60, 20)).isInstanceOf(Misuse.class).hasMessageContaining("nothing from 1000.0 s on");
    }

    private static String lane(String text, String name) { return text.lines().filter(line -> line.contains(name + " #")).findFirst().orElseThrow(); }
}
