package workbook.proof;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@Proof
class CensusTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    @AutoClose private final AutoCloseable _open = gate::countDown;

    @Test void nobodyIsLeft() {
        var threads = Census.take();
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) pool.submit(() -> "done");
        }
        assertThatCode(() -> threads.assertNobodyLeft("")).doesNotThrowAnyException();
    }

    @Test void whoWasThereBeforeDoesNotCount() {
        Thread.ofPlatform().daemon().start(this::linger);
        var threads = Census.take();
        assertThatCode(() -> threads.assertNobodyLeft("")).doesNotThrowAnyException();
    }

    @Test void saysWhoIsLeftAndWhere() {
        var threads = Census.take();
        Thread.ofPlatform().daemon().name("cook").start(this::linger);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> threads.assertNobodyLeft("the kitchen is closed"))
                .withMessageMatching("1 thread is left behind: the kitchen is closed\\R  cook stands in CensusTest[.]java:\\d+ \\(CountDownLatch[.]await\\)");
    }

    @Test void countsThreadsThatThreadsStarted() {
        var threads = Census.take();
        var pool = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("cook ", 1).factory());
        for (int i = 0; i < 2; i++) pool.submit(this::linger);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> threads.assertNobodyLeft("the kitchen is closed"))
                .withMessageContainingAll("2 threads are left behind", "cook 1 stands in", "cook 2 stands in");
    }

    @Test void theCommonPoolBelongsToTheJvm() {
        var threads = Census.take();
        ForkJoinPool.commonPool().submit(this::linger);
        new CompletableFuture<Void>().orTimeout(1, TimeUnit.HOURS);     // starts the pool's timer thread, in this group
        assertThatCode(() -> threads.assertNobodyLeft("")).doesNotThrowAnyException();
    }

    private void linger() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
