package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private final CountDownLatch never = new CountDownLatch(1);

    private interface Body {
        void run() throws Exception;
    }

    @Test void aTestThatEndsIsLeftAlone() {
        assertThatCode(() -> run(10, () -> { })).doesNotThrowAnyException();
    }

    @Test void whatATestThrowsIsItsVerdict() {
        var failure = new AssertionError("1 of 4 orders");
        assertThat(story(10, () -> { throw failure; })).isSameAs(failure);
    }

    @Test void aTestThatHangsIsEndedAndSaysWhere() {
        assertThat(story(10, never::await).getMessage())
                .matches("(?s)the test has not ended, it is at LimitTest[.]java:\\d+ \\(CountDownLatch[.]await\\)\\R  the test waits at .*");
    }

    @Test void whatIsLeftBehindIsInterrupted() throws Throwable {
        var left = new AtomicReference<Thread>();
        run(NO_LIMIT, () -> left.set(Thread.ofPlatform().daemon().start(this::linger)));
        assertThat(Patience.until(Patience.LONG, () -> !left.get().isAlive())).as("it was interrupted").isTrue();
    }

    @Test void aDeadlockOfMonitorsEndsAtOnceAndSaysWhoHoldsWhat() {
        Object knife = new Object(), board = new Object();
        var both = new CountDownLatch(2);
        var story = story(NO_LIMIT, () -> {
            var ann = start("ann", () -> { synchronized (knife) { meet(both); synchronized (board) { linger(); } } });
            var bob = start("bob", () -> { synchronized (board) { meet(both); synchronized (knife) { linger(); } } });
            ann.join();
            bob.join();
        }).getMessage();
        assertThat(story.lines().findFirst().orElseThrow().split("deadlock: |, and "))
                .containsExactlyInAnyOrder("", "ann waits for a lock that bob holds", "bob waits for a lock that ann holds");
        assertThat(story).containsPattern("ann waits at LimitTest[.]java:\\d+.*, for Object@\\w+, which bob holds, holds Object@\\w+ since LimitTest[.]java:\\d+")
                .containsPattern("the test waits at LimitTest[.]java:\\d+");
    }

    @Test void soDoesADeadlockOfLocks() {
        ReentrantLock knife = new ReentrantLock(), board = new ReentrantLock();
        var both = new CountDownLatch(2);
        assertThat(story(NO_LIMIT, () -> {
            var ann = start("ann", () -> { knife.lock(); meet(both); board.lock(); });
            var bob = start("bob", () -> { board.lock(); meet(both); knife.lock(); });
            ann.join();
            bob.join();
        })).hasMessageStartingWith("deadlock: ").hasMessageContaining("for ReentrantLock").hasMessageContaining("holds ReentrantLock");
    }

    @Test void aThreadThatSpinsRuns() {
        assertThat(story(10, () -> { while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait(); }))
                .hasMessageContaining("\n  the test runs at ");
    }

    @Test void virtualThreadsThatStandAlikeAreOneLine() throws Exception {
        var here = new CountDownLatch(3);
        assertThat(story(10, () -> {
            for (int i = 0; i < 3; i++) Thread.ofVirtual().name("guest").start(() -> { here.countDown(); linger(); });
            here.await();
            never.await();
        }).getMessage()).containsPattern("3 × virtual thread guest waits at LimitTest[.]java:\\d+ \\(CountDownLatch[.]await\\)");
        never.countDown();
    }

    @Test void aThreadThatDiedIsPartOfTheStory() {
        var err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));    // where the JVM reports the death as well
        try {
            assertThat(story(10, () -> { start("cook", () -> { throw new IllegalStateException("burnt"); }).join(); never.await(); }).getMessage())
                    .containsPattern("cook died of java[.]lang[.]IllegalStateException: burnt at LimitTest[.]java:\\d+");
        } finally {
            System.setErr(err);
        }
    }

    private static void run(int limit, Body body) throws Throwable { Limit.run(() -> { body.run(); return null; }, limit); }

    private static Throwable story(int limit, Body body) { return catchThrowable(() -> run(limit, body)); }

    private static Thread start(String name, Runnable task) { return Thread.ofPlatform().daemon().name(name).start(task); }

    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void linger() {
        try {
            never.await();
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
