package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@Proof
class PendingTest {
    @AutoClose private final Pending<String, Integer> price = new Pending<>("price", String::length);

    @Test void answersOnCommandOnly() throws Exception {
        var bread = price.ask("bread");
        assertThat(bread).isNotDone();
        price.answer();
        assertThat(value(bread)).isEqualTo(5);
    }

    @Test void answersThoseWhoAskedForThis() throws Exception {
        CompletableFuture<Integer> bread = price.ask("bread"), cake = price.ask("cake"), more = price.ask("bread");
        price.answer("bread");
        assertThat(value(bread) + value(more)).isEqualTo(10);
        assertThat(cake).isNotDone();
    }

    @Test void failsOnCommand() throws Exception {
        var bread = price.ask("bread");
        var failure = new IllegalStateException("sold out");
        price.fail(failure);
        assertThat(catchThrowableOfType(CompletionException.class, () -> value(bread))).hasCause(failure);
    }

    @Test void aCallbackThatBlocksDoesNotHoldUpTheTest() throws Exception {
        var gate = new CountDownLatch(1);
        try (AutoCloseable _ = gate::countDown) {
            var blocked = price.ask("bread").thenRun(() -> awaitUninterrupted(gate));
            var cake = price.ask("cake");
            price.answer();
            assertThat(value(cake)).isEqualTo(4);
            assertThat(blocked).isNotDone();
        }
    }

    @Test void waitsUntilItIsAsked() throws Exception {
        var call = Call.of("ask", () -> { price.ask("bread"); return price.ask("cake"); });
        price.awaitAsked(2, "by the call");
        assertThat(call.returns("it only asks")).isNotDone();
    }

    @Test void saysHowOftenItWasAsked() {
        price.ask("bread");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> price.awaitAsked(2, "before lunch"))
                .withMessage("price was asked 1 of 2 times before lunch");
    }

    @Test void saysWhoAskedTooOften() throws Exception {
        Call.of("ann", () -> price.ask("bread")).returns("it only asks");
        price.assertAskedAtMost(1, "");
        Call.of("bob", () -> price.ask("cake")).returns("it only asks");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> price.assertAskedAtMost(1, "asking costs"))
                .withMessage("price was asked 2 times, and 1 is enough (for bread by thread ann, cake by thread bob): asking costs");
    }

    @Test void closingCancelsWhatIsPendingAndWhatIsStillAsked() throws Exception {
        var before = price.ask("bread");
        price.close();
        var after = price.ask("cake");
        assertThat(Patience.until(Patience.LONG, before::isCancelled)).isTrue();
        assertThat(after).isCancelled();
    }

    private static int value(CompletableFuture<Integer> future) throws InterruptedException {
        assertThat(Patience.until(Patience.LONG, future::isDone)).as("the future is done").isTrue();
        return future.join();
    }

    private static void awaitUninterrupted(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
