package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Proof
class CallTest {

    static Throwable[] failures() { return new Throwable[] {new IOException("sour"), new AssertionError("sour"), new IllegalStateException("sour")}; }

    @Test void returnsWhatTheCallReturns() throws Exception {
        assertThat(Call.of("bake()", () -> "bread").returns("it is baked")).isEqualTo("bread");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void throwsWhatTheCallThrows(Throwable failure) {
        var call = Call.of("bake()", () -> { if (failure instanceof Exception e) throw e; throw (Error) failure; });
        assertThatThrownBy(() -> call.returns("it is baked")).isSameAs(failure);
    }

    @Test void goesOnWhileTheTestLooks() throws Exception {
        var oven = new CountDownLatch(1);
        var call = Call.of("bake()", () -> { oven.await(); return "bread"; });
        assertThat(call.isOver()).isFalse();
        oven.countDown();
        assertThat(call.returns("the oven is open")).isEqualTo("bread");
        assertThat(call.isOver()).isTrue();
    }

    @Test void fallsAsleepOnceItWaitsToBeWoken() throws Exception {
        var oven = new CountDownLatch(1);
        var call = Call.of("bake()", () -> { oven.await(); return "bread"; });
        assertThat(call.fallsAsleep()).isTrue();
        oven.countDown();
        call.returns("the oven is open");
        assertThat(call.fallsAsleep()).isFalse();
    }

    @Test void whoLooksAgainAndAgainDoesNotFallAsleep() throws Exception {
        var oven = new CountDownLatch(1);
        var spins = Call.of("bake()", () -> { while (oven.getCount() > 0) Thread.onSpinWait(); return "bread"; });
        var naps = Call.of("bake()", () -> { while (!oven.await(1, TimeUnit.HOURS)) Thread.onSpinWait(); return "bread"; });
        assertThat(spins.fallsAsleep()).isFalse();
        assertThat(naps.fallsAsleep()).isFalse();
        oven.countDown();
    }

    @Test void canBeInterrupted() throws Exception {
        var call = Call.of("bake()", () -> { new CountDownLatch(1).await(); return "bread"; });
        call.fallsAsleep();
        call.interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> call.returns("it is interrupted"));
    }

    @Test void saysWhereItStandsIfItDoesNotReturn() {
        var oven = new CountDownLatch(1);
        var call = Call.of("bake()", () -> { oven.await(); return "bread"; });
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> call.returns("nothing is in the oven"))
                .withMessageMatching("bake\\(\\) has not returned, it waits at CallTest[.]java:\\d+ \\(CountDownLatch[.]await\\): nothing is in the oven");
    }

    @Test void whoComputesMayTakeLonger() throws Exception {
        var call = Call.of("bake()", () -> {
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < 2 * Patience.LONG * 1_000_000L) Thread.onSpinWait();
            return "bread";
        });
        assertThat(call.returns("it is still being baked")).isEqualTo("bread");
    }
}
