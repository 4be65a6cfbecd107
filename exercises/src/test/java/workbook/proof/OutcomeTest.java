package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@Proof
class OutcomeTest {
    @Test void givesTheResult() throws Exception {
        assertThat(Outcome.of(CompletableFuture.completedFuture(5), "an order", "it is ready")).isEqualTo(5);
    }

    @Test void saysWhatIsStillPending() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Outcome.of(new CompletableFuture<>(), "an order", "nobody else is there"))
                .withMessage("an order is still pending: nobody else is there");
    }

    @Test void saysHowItFailed() {
        var failure = new IOException("no milk");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Outcome.of(CompletableFuture.failedFuture(failure), "an order", "nothing had failed"))
                .withMessage("an order failed with java.io.IOException: no milk: nothing had failed").withCause(failure);
    }
}
