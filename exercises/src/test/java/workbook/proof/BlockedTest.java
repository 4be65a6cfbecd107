package workbook.proof;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@Proof
class BlockedTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    @AutoClose private final AutoCloseable _open = gate::countDown;

    @Test void aPlatformThreadThatWaitsIsHeldUp() throws Exception {
        begin(Thread.ofPlatform().daemon().name("cook"), () -> OfLearner.await(gate));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Blocked.assertNobodyIn(OfLearner.class, "while the oven is hot"))
                .withMessageMatching("thread cook is held up at BlockedTest[.]java:\\d+ while the oven is hot");
    }

    @Test void soIsOneThatWaitsInALambda() throws Exception {
        begin(Thread.ofPlatform().daemon().name("cook"), OfLearner.awaiting(gate));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Blocked.assertNobodyIn(OfLearner.class, ""));
    }

    @Test void soIsOneThatSpins() throws Exception {
        begin(Thread.ofPlatform().daemon().name("cook"), () -> OfLearner.spin(gate));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Blocked.assertNobodyIn(OfLearner.class, ""));
    }

    @Test void aVirtualThreadMayWait() throws Exception {
        begin(Thread.ofVirtual(), () -> OfLearner.await(gate));
        assertThatCode(() -> Blocked.assertNobodyIn(OfLearner.class, "")).doesNotThrowAnyException();
    }

    @Test void soMayWhoIsAllowedTo() throws Exception {
        begin(Thread.ofPlatform().daemon().name("cook"), () -> OfLearner.await(gate));
        assertThatCode(() -> Blocked.assertNobodyIn(OfLearner.class, thread -> thread.getName().equals("cook"), "")).doesNotThrowAnyException();
    }

    @Test void whoWaitsElsewhereIsNotMeant() throws Exception {
        begin(Thread.ofPlatform().daemon(), () -> OfSomebodyElse.await(gate));
        assertThatCode(() -> Blocked.assertNobodyIn(OfLearner.class, "")).doesNotThrowAnyException();
    }

    /** Returns when the thread has begun. */
    private static void begin(Thread.Builder thread, Runnable task) throws InterruptedException {
        var begun = new CountDownLatch(1);
        thread.start(() -> { begun.countDown(); task.run(); });
        begun.await();
    }
}

final class OfLearner {
    private OfLearner() {}

    static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    static Runnable awaiting(CountDownLatch gate) { return () -> OfSomebodyElse.await(gate); }

    static void spin(CountDownLatch gate) {
        while (gate.getCount() > 0) Thread.onSpinWait();
    }
}

final class OfSomebodyElse {
    private OfSomebodyElse() {}

    static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
