package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Blocked;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;

/** The suppliers are called mill, farm and dairy; their prices are 10, 20 and 30, and their guesses 11, 21 and 31. */
@Proof
class E16_FanOutTest {
    @AutoClose private final Supplier mill = new Supplier("the mill", 10), farm = new Supplier("the farm", 20), dairy = new Supplier("the dairy", 30);
    private final List<Supplier> suppliers = List.of(mill, farm, dairy);
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();

    @AutoClose private final AutoCloseable end = () -> deadline.complete(null);

    @Test @Order(1)
    void allAreAskedAtOnce() throws Exception {
        offer();
        for (var supplier : suppliers)
            assertThat(Patience.until(Patience.LONG, () -> !supplier.calls.isEmpty())).withFailMessage("%s was never asked while the first one had not answered: nothing that it needs is missing", supplier.name).isTrue();
        for (var supplier : suppliers)
            assertThat(supplier.calls.size()).withFailMessage("%s was asked %d times for one offer", supplier.name, supplier.calls.size()).isEqualTo(1);
    }

    @Test @Order(2)
    void noThreadWaits() throws Exception {
        var offer = offer();
        Blocked.assertNobodyIn(E16_FanOut.class, "while nobody has answered: a thread that waits cannot make the next offer");
        mill.answers();
        Blocked.assertNobodyIn(E16_FanOut.class, "while two suppliers are still to answer");
        assertThat(offer).withFailMessage("two suppliers were still to answer, and the offer was complete").isNotDone();
    }

    @Test @Order(3)
    void theOfferIsCompleteWhenAllHaveAnswered() throws Exception {
        var offer = offer();
        for (var supplier : List.of(dairy, mill, farm)) supplier.answers();
        assertOffer(offer, "all suppliers have answered", 10, 20, 30);
        assertThat(deadline).withFailMessage("the deadline was %s by an offer that was complete before: other offers wait for it", deadline.isCancelled() ? "cancelled" : "completed").isNotDone();
    }

    @Test @Order(4)
    void atTheDeadlineAGuessStandsForWhoIsMissing() throws Exception {
        var offer = offer();
        dairy.answers();
        deadline.complete(null);
        assertOffer(offer, "time is up", 11, 21, 30);
    }

    @Test @Order(5)
    void whoIsLateIsCancelled() throws Exception {
        var offer = offer();
        dairy.answers();
        deadline.complete(null);
        assertOffer(offer, "time is up", 11, 21, 30);
        for (var supplier : List.of(mill, farm)) supplier.assertCancelled("time is up");
        assertThat(dairy.calls.getFirst().isCancelled()).as("who has answered is cancelled").isFalse();
    }

    @ParameterizedTest @Order(6)
    @ValueSource(booleans = {false, true})
    void aFailureIsAGuess(boolean lastOfAll) throws Exception {
        var offer = offer();
        var failure = new IllegalStateException("out of flour");
        if (!lastOfAll) {
            mill.fails(failure);
            assertThat(Patience.until(Patience.SHORT, offer::isDone)).withFailMessage(() -> "one supplier has failed, two suppliers were still to answer, and the offer was complete: " + offer).isFalse();
        }
        farm.answers();
        dairy.answers();
        if (lastOfAll) mill.fails(failure);
        assertOffer(offer, "a supplier has failed, and the others have answered", 11, 20, 30);
    }

    @Test @Order(12)
    void aSupplierWhoHangsUpHasFailed() throws Exception {
        var offer = offer();
        mill.tell("hangs up", call -> call.cancel(true));
        for (var supplier : List.of(farm, dairy)) supplier.answers();
        assertOffer(offer, "a supplier has cancelled its future, and the others have answered", 11, 20, 30);
    }

    @Test @Order(7)
    void allFail() throws Exception {
        var offer = offer();
        for (var supplier : suppliers) supplier.fails(new IllegalStateException("on strike"));
        assertOffer(offer, "all suppliers have failed", 11, 21, 31);
    }

    @Test @Order(8)
    void whoThrowsHasFailed() throws Exception {
        farm.thrown = new IllegalStateException("no line to the supplier");
        CompletableFuture<List<Integer>> offer;
        try {
            offer = offer();
        } catch (IllegalStateException e) {
            throw new AssertionError("price() threw %s, and offer() threw %s: that is one supplier of three".formatted(farm.thrown, e), e);
        }
        mill.answers();
        dairy.answers();
        assertOffer(offer, "price() threw " + farm.thrown + ", and the others have answered", 10, 21, 30);
    }

    @Test @Order(9)
    void theHotelCancels() throws Exception {
        var offer = offer();
        mill.answers();
        offer.cancel(true);
        for (var supplier : List.of(farm, dairy)) supplier.assertCancelled("the hotel has cancelled its offer");
    }

    @Test @Order(10)
    void theDeadlineIsOverBeforeItBegins() throws Exception {
        mill.at = true;
        deadline.complete(null);
        var offer = offer();
        assertOffer(offer, "time was up before, and one supplier has answered at once", 10, 21, 31);
        for (var supplier : List.of(farm, dairy)) supplier.assertCancelled("time was up before");
    }

    @Test @Order(11)
    void anAnswerThatComesLateChangesNothing() throws Exception {
        mill.stubborn = true;
        var offer = offer();
        deadline.complete(null);
        assertOffer(offer, "time is up", 11, 21, 31);
        mill.answers();
        assertThat(offer.join()).withFailMessage("an answer came late, and the offer changed after it was complete: it is %s now", offer.join()).containsExactly(11, 21, 31);
    }

    private CompletableFuture<List<Integer>> offer() throws Exception {
        return Call.of("offer()", () -> new E16_FanOut(List.copyOf(suppliers)).offer("rye", deadline)).returns("not all suppliers have answered yet, and the thread could do something else");
    }

    private static void assertOffer(CompletableFuture<List<Integer>> offer, String because, Integer... prices) throws Exception {
        assertThat(Patience.until(Patience.LONG, offer::isDone)).withFailMessage("%s, and the offer is still pending", because).isTrue();
        assertThat(offer.isCompletedExceptionally()).withFailMessage(() -> "%s, and the offer failed: %s".formatted(because, offer)).isFalse();
        assertThat(offer.join()).withFailMessage("%s, and the offer is %s in place of %s", because, offer.join(), List.of(prices)).containsExactly(prices);
    }

    /** Answers on the test's command; a stubborn one cannot be cancelled, and one that is at hand answers at once. */
    private static final class Supplier implements E16_FanOut.Supplier, AutoCloseable {
        private final String name;
        private final int price;
        private final List<CompletableFuture<Integer>> calls = new CopyOnWriteArrayList<>();
        private RuntimeException thrown;
        private boolean stubborn, at;

        Supplier(String name, int price) {
            this.name = name;
            this.price = price;
        }

        @Override public CompletableFuture<Integer> price(String bread) {
            if (thrown != null) throw thrown;
            var call = stubborn ? new CompletableFuture<Integer>() {
                @Override public boolean cancel(boolean mayInterruptIfRunning) { return false; }
            } : new CompletableFuture<Integer>();
            calls.add(call);
            if (at) call.complete(price);
            return call;
        }

        @Override public int guess() { return price + 1; }

        /** On a thread of the supplier, since what waits for an answer runs there. */
        void answers() throws Exception { tell("answers", call -> call.complete(price)); }

        void fails(Throwable failure) throws Exception { tell("fails", call -> call.completeExceptionally(failure)); }

        private void tell(String what, Consumer<CompletableFuture<Integer>> command) throws Exception {
            assertThat(Patience.until(Patience.LONG, () -> !calls.isEmpty())).withFailMessage("%s was never asked", name).isTrue();
            Call.of(name + " " + what, () -> {
                new ArrayList<>(calls).forEach(command);
                return null;
            }).returns("who waits for its answer holds up its thread");
        }

        void assertCancelled(String because) throws InterruptedException {
            assertThat(Patience.until(Patience.LONG, () -> calls.getFirst().isCancelled()))
                    .withFailMessage("%s is at work for nobody: %s, and the future that price() gave was not cancelled", name, because).isTrue();
        }

        @Override public void close() { for (var call : calls) call.completeExceptionally(new IllegalStateException("the test is over")); }
    }
}
