package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;

@Proof
class E02_ManyChefsTest {

    @ParameterizedTest @Order(1)
    @ValueSource(ints = {4, 2})
    void asManyDishesAtOnceAsThereAreChefs(int chefs) throws Exception {
        try (var stove = Rendezvous.exactly(chefs, "dishes")) {
            E02_ManyChefs.cookAll(dishes(10, dish -> stove.meet()), chefs);
            stove.assertMet("there are dishes to begin, and chefs look on");
            stove.assertNeverMore("there is a chef for each of these and none for the others");
        }
    }

    @ParameterizedTest @Order(2)
    @CsvSource({"0, 2", "6, 2", "4, 3", "9, 2"})
    void aFreeChefTakesTheNextDish(int roast, int chefs) throws Exception {
        var menu = new Menu(10, roast);
        E02_ManyChefs.cookAll(dishes(10, menu::cook), chefs);
        assertThat(menu.doneMeanwhile).withFailMessage("while one chef had a roast, only %s of the 9 other dishes got done: the rest waited for that chef, though others were free",
                menu.doneMeanwhile).hasValue(9);
    }

    @Test @Order(3)
    void resultsComeInTheOrderOfTheDishes() throws Exception {
        var menu = new Menu(5, 0);
        var results = E02_ManyChefs.cookAll(dishes(5, menu::cook), 2);
        assertThat(results).withFailMessage("the results came as %s: dish 0 was the last to be done, and it is still the first of the menu", results)
                .isEqualTo(List.of("dish 0", "dish 1", "dish 2", "dish 3", "dish 4"));
    }

    /** Without a public constructor nobody can make a copy of it: a fork/join pool would throw one. */
    private static final class GasIsOff extends IOException {
        private static final long serialVersionUID = 1;

        GasIsOff() { super("the gas is off", new IllegalStateException("the bill was not paid")); }
    }

    /** A failure that is no exception: whatever cookAll() makes of it, it must not return. */
    private static final class KitchenIsOnFire extends Error {
        private static final long serialVersionUID = 1;

        KitchenIsOnFire() { super("the kitchen is on fire"); }
    }

    @Test @Order(4)
    void theFailureOfADishIsThrown() {
        var failure = new GasIsOff();
        var results = new Object[1];
        var thrown = catchThrowable(() -> results[0] = E02_ManyChefs.cookAll(dishes(6, oneFails(() -> { throw failure; })), 2));
        assertThat(thrown).withFailMessage("a dish failed, and cookAll() returned %s as if it had not", results[0]).isNotNull();
        assertThat(thrown).withFailMessage("a dish threw %s, and cookAll() threw %s: that is not the dish's own exception", failure, thrown)
                .isSameAs(failure);
    }

    @Test @Order(4)
    void theFailureIsThrownAndNotWhatItLedTo() {
        var failure = new GasIsOff();
        var thrown = catchThrowable(() -> E02_ManyChefs.cookAll(dishes(2, dish -> {
            if (dish == 1) throw failure;
            Patience.until(Patience.SHORT, () -> false);        // an interrupt ends this dish
        }), 2));
        assertThat(thrown).withFailMessage("dish 1 threw %s while dish 0 was being cooked, and cookAll() threw %s: that is not the dish's own exception", failure, thrown).isSameAs(failure);
    }

    @Test @Order(4)
    void anErrorIsAFailureToo() {
        var results = new Object[1];
        var thrown = catchThrowable(() -> results[0] = E02_ManyChefs.cookAll(dishes(6, oneFails(() -> { throw new KitchenIsOnFire(); })), 2));
        assertThat(thrown).withFailMessage("a dish threw an Error, and cookAll() returned %s as if it had not", results[0]).isNotNull();
    }

    @Test @Order(5)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        E02_ManyChefs.cookAll(dishes(10, dish -> {}), 3);
        threads.assertNobodyLeft("all dishes are done, and cookAll() has returned");
    }

    @Test @Order(6)
    void noThreadIsLeftWhenADishHasFailed() throws Exception {
        var threads = Census.take();
        var cooking = new AtomicInteger();
        var oven = new CompletableFuture<Void>();       // its join() ignores interrupts: no dish is done before the oven says so
        try (AutoCloseable _ = () -> oven.complete(null)) {
            var cookAll = Call.of("cookAll()", () -> {
                var thrown = catchThrowable(() -> E02_ManyChefs.cookAll(dishes(6, dish -> {
                    if (dish == 0) {
                        Patience.until(Patience.LONG, () -> cooking.get() > 0);
                        throw new IOException("the gas is off");
                    }
                    cooking.incrementAndGet();
                    oven.join();
                    cooking.decrementAndGet();
                }), 2));
                assertThat(cooking).withFailMessage("cookAll() has thrown %s while dishes were still being cooked (%s of them): whoever called it takes the kitchen for empty", thrown, cooking).hasValue(0);
                return thrown;
            });
            Patience.until(Patience.SHORT, cookAll::isOver);
            oven.complete(null);
            cookAll.returns("a dish has failed, and the others are done");
        }
        threads.assertNobodyLeft("a dish has failed, and cookAll() is over");
    }

    @Test @Order(7)
    void fewDishes() throws Exception {
        assertThat(E02_ManyChefs.cookAll(dishes(0, dish -> {}), 3)).isEmpty();
        assertThat(E02_ManyChefs.cookAll(dishes(1, dish -> {}), 3)).containsExactly("dish 0");
    }

    private interface Cooking {
        void cook(int dish) throws Exception;
    }

    private static List<Callable<String>> dishes(int number, Cooking cooking) {
        return IntStream.range(0, number).<Callable<String>>mapToObj(dish -> () -> {
            cooking.cook(dish);
            return "dish " + dish;
        }).toList();
    }

    /** Of the first two dishes, which are being cooked at once, one fails: never one that the caller cooks, if there are other chefs. */
    private static Cooking oneFails(Callable<?> failing) {
        var caller = Thread.currentThread();
        var stove = Rendezvous.of(2, "dishes");
        var failed = new AtomicBoolean();
        var done = new AtomicInteger();
        return dish -> {
            if (dish > 1) return;
            stove.meet();
            done.incrementAndGet();
            var byAnother = stove.most() < 2 || Thread.currentThread() != caller;
            if (!byAnother || !failed.compareAndSet(false, true)) return;
            Patience.until(Patience.LONG, () -> done.get() == stove.most());    // an interrupt comes too late for the other
            failing.call();
        };
    }

    /** Dishes, one of them a roast: it is done when all others are, or when there is no hope that they will be. */
    private record Menu(int dishes, int roast, AtomicInteger done, AtomicInteger doneMeanwhile) {
        Menu(int dishes, int roast) { this(dishes, roast, new AtomicInteger(), new AtomicInteger()); }

        void cook(int dish) throws InterruptedException {
            if (dish == roast) {
                Patience.until(Patience.LONG, () -> done.get() == dishes - 1);
                doneMeanwhile.set(done.get());
            } else {
                done.incrementAndGet();
            }
        }
    }
}
