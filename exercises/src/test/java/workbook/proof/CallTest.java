package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
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

    @Test void saysWhereItStandsIfItDoesNotReturn() {
        var oven = new CountDownLatch(1);
        var call = Call.of("bake()", () -> { oven.await(); return "bread"; });
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> call.returns("nothing is in the oven"))
                .withMessageMatching("bake\\(\\) has not returned, it waits at CallTest[.]java:\\d+ \\(CountDownLatch[.]await\\): nothing is in the oven");
    }
}
