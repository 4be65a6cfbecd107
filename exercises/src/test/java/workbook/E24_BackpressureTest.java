package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** What one caller does is staged; what several do at once is played in the orders in which their steps can follow each other. */
@Proof
class E24_BackpressureTest {
    private final List<E24_Backpressure<Integer>> passes = new ArrayList<>();

    private E24_Backpressure<Integer> pass(int capacity) {
        passes.add(new E24_Backpressure<>(capacity));
        return passes.getLast();
    }

    /** Whoever still runs in circles in a pass can leave it, and leaves the cores to the next test. */
    @AfterEach
    void end() {
        for (var pass : passes) Call.of("the end", () -> {
            pass.close();
            while (pass.take().isPresent()) { }
            return null;
        });
    }

    @ParameterizedTest @Order(1)
    @ValueSource(ints = {1, 3})
    void aChefWaitsWhileThePassIsFull(int capacity) throws Exception {
        var pass = pass(capacity);
        for (int dish = 1; dish <= capacity; dish++) assertReturns(put(pass, dish), "put()", "%d of %d places are free".formatted(capacity - dish + 1, capacity));
        var chef = put(pass, capacity + 1);
        assertSleeps(chef, "put()", "%d of %d places were taken".formatted(capacity, capacity));
        assertTakes(pass, 1, "it was put before the others");
        assertReturns(chef, "put()", "it waited on a full pass of %d, and a place has become free".formatted(capacity));
    }

    @Test @Order(2)
    void aWaiterWaitsWhileThePassIsEmpty() throws Exception {
        assertSleeps(take(pass(2)), "take()", "the pass was empty and open");
    }

    @Test @Order(3)
    void dishesLeaveInTheOrderInWhichTheyCame() throws Exception {
        var pass = pass(3);
        int taken = 0;
        for (int dish = 1; dish <= 8; dish++) {         // often enough to come round in a ring of places
            assertReturns(put(pass, dish), "put()", "there is room");
            if (dish >= 3) assertTakes(pass, ++taken, "it was put before the others");
        }
    }

    @Test @Order(4)
    void oneChefAndOneWaiter() { Explore.all(OneChefOneWaiter.class); }

    static class OneChefOneWaiter {
        private final E24_Backpressure<String> pass = new E24_Backpressure<>(1);
        private final List<String> served = new ArrayList<>();

        @Actor void chef() throws InterruptedException {
            pass.put("soup");
            pass.put("roast");
            pass.put("cake");
        }

        @Actor void waiter() throws InterruptedException {
            for (int dish = 0; dish < 3; dish++) served.add(pass.take().orElse("nothing"));
        }

        @Check void allIsServedInOrder() {
            if (!served.equals(List.of("soup", "roast", "cake"))) throw new AssertionError("the chef put soup, roast and cake, and the waiter was given %s".formatted(list(served)));
        }
    }

    @Test @Order(5)
    void oneChefAndTwoWaiters() { Explore.all(OneChefTwoWaiters.class); }

    static class OneChefTwoWaiters {
        private final E24_Backpressure<String> pass = new E24_Backpressure<>(1);
        private String ann, bob;

        @Actor void chef() throws InterruptedException {
            pass.put("soup");
            pass.put("roast");
        }

        @Actor void ann() throws InterruptedException { ann = pass.take().orElse("nothing"); }

        @Actor void bob() throws InterruptedException { bob = pass.take().orElse("nothing"); }

        @Check void eachServesOne() {
            if (!Set.of("soup", "roast").equals(Set.copyOf(List.of(ann, bob)))) throw new AssertionError("the chef put soup and roast, and ann was given %s, bob %s".formatted(ann, bob));
        }
    }

    @Test @Order(5)
    void twoDishesForTwoWaiters() { Explore.all(RoomForTwo.class); }

    static class RoomForTwo {
        private final E24_Backpressure<String> pass = new E24_Backpressure<>(2);
        private String ann, bob;

        @Actor void ann() throws InterruptedException { ann = pass.take().orElse("nothing"); }

        @Actor void bob() throws InterruptedException { bob = pass.take().orElse("nothing"); }

        @Actor void chef() throws InterruptedException {
            pass.put("soup");
            pass.put("roast");
        }

        @Check void eachServesOne() {
            if (!Set.of("soup", "roast").equals(Set.copyOf(List.of(ann, bob)))) throw new AssertionError("the chef put soup and roast on a pass for two, and ann was given %s, bob %s".formatted(ann, bob));
        }
    }

    @Test @Order(6)
    void twoChefsAndOneWaiter() { Explore.all(TwoChefsOneWaiter.class); }

    static class TwoChefsOneWaiter {
        private final E24_Backpressure<String> pass = passWith("soup");
        private final List<String> served = new ArrayList<>();

        @Actor void ann() throws InterruptedException { pass.put("roast"); }

        @Actor void bob() throws InterruptedException { pass.put("cake"); }

        @Actor void waiter() throws InterruptedException {
            for (int dish = 0; dish < 3; dish++) served.add(pass.take().orElse("nothing"));
        }

        @Check void allIsServed() {
            if (!served.equals(List.of("soup", "roast", "cake")) && !served.equals(List.of("soup", "cake", "roast")))
                throw new AssertionError("soup was on the pass, ann put roast and bob put cake, and the waiter was given %s".formatted(list(served)));
        }
    }

    @Test @Order(7)
    void whenTheKitchenClosesAllWaitersGo() { Explore.all(TwoWaitersAtTheEnd.class); }

    static class TwoWaitersAtTheEnd {
        private final E24_Backpressure<String> pass = new E24_Backpressure<>(1);
        private final List<String> ann = new ArrayList<>(), bob = new ArrayList<>();

        @Actor void ann() throws InterruptedException { serveAll(pass, ann); }

        @Actor void bob() throws InterruptedException { serveAll(pass, bob); }

        @Actor void chef() throws InterruptedException {
            pass.put("soup");
            pass.close();
        }

        @Check void theSoupIsServed() {
            if (ann.size() + bob.size() != 1) throw new AssertionError("the chef put soup and closed, and ann served %s, bob %s".formatted(list(ann), list(bob)));
        }
    }

    @Test @Order(8)
    void whenTheKitchenClosesAllChefsGo() { Explore.all(TwoChefsAtTheEnd.class); }

    static class TwoChefsAtTheEnd {
        private final E24_Backpressure<String> pass = passWith("soup");
        private boolean ann, bob;

        @Actor void ann() throws InterruptedException { ann = isPut(pass, "roast"); }

        @Actor void bob() throws InterruptedException { bob = isPut(pass, "cake"); }

        @Actor void boss() { pass.close(); }

        @Check void onlyTheSoupIsLeft() throws InterruptedException {
            if (ann || bob) throw new AssertionError("soup was on the pass for one dish, nobody took it, and the kitchen closed: put() took %s all the same".formatted(ann ? "ann's roast" : "bob's cake"));
            var left = new ArrayList<String>();
            serveAll(pass, left);
            if (!left.equals(List.of("soup"))) throw new AssertionError("soup was on the pass when the kitchen closed, put() refused all else, and what was left is %s".formatted(list(left)));
        }
    }

    @Test @Order(9)
    void whatWasPutBeforeTheCloseIsServed() { Explore.all(CloseInBetween.class); }

    static class CloseInBetween {
        private final E24_Backpressure<String> pass = passWith("soup");
        private final List<String> served = new ArrayList<>();
        private boolean put;

        @Actor void chef() throws InterruptedException { put = isPut(pass, "roast"); }

        @Actor void boss() { pass.close(); }

        @Actor void waiter() throws InterruptedException { serveAll(pass, served); }

        @Check void itIsPutAndServedOrNeither() {
            if (!served.equals(put ? List.of("soup", "roast") : List.of("soup"))) throw new AssertionError(
                    "soup was on the pass, put() %s the roast, the kitchen closed, and the waiter served %s".formatted(put ? "took" : "refused", list(served)));
        }
    }

    @Test @Order(10)
    void aClosedPass() throws Exception {
        var pass = pass(2);
        assertReturns(put(pass, 1), "put()", "all places are free");
        for (int times = 1; times <= 2; times++) assertReturns(Call.of("close()", () -> { pass.close(); return null; }), "close()", "it has nothing to wait for");
        try {
            put(pass, 2).returns("the pass is closed, and it should throw IllegalStateException");
            throw new AssertionError("put() took a dish after close(), and should throw IllegalStateException");
        } catch (IllegalStateException expected) {
            assertTakes(pass, 1, "it was put before close()");
        }
        for (int times = 1; times <= 2; times++)
            assertThat(assertReturns(take(pass), "take()", "the pass is closed and empty")).as("what take() gives when the pass is closed and empty").isEmpty();
    }

    @Test @Order(11)
    void anInterruptEndsTheWaitingOfAChef() throws Exception {
        var pass = pass(1);
        assertReturns(put(pass, 1), "put()", "all places are free");
        assertInterrupted(put(pass, 2), "put()");
        assertTakes(pass, 1, "the chef with dish 2 was interrupted");
        pass.close();
        assertThat(assertReturns(take(pass), "take()", "the pass is closed")).withFailMessage("the chef was interrupted in put(), and the dish lies on the pass all the same").isEmpty();
    }

    @Test @Order(12)
    void anInterruptEndsTheWaitingOfAWaiter() throws Exception {
        var pass = pass(1);
        assertInterrupted(take(pass), "take()");
        assertReturns(put(pass, 1), "put()", "all places are free");
        assertTakes(pass, 1, "the waiter before was interrupted and took nothing");
    }

    @Test @Order(13)
    void anInterruptAtAnyMomentLeavesNothingBehind() { Explore.all(InterruptInBetween.class); }

    static class InterruptInBetween {
        private final E24_Backpressure<String> pass = new E24_Backpressure<>(1);
        private volatile Thread chef;
        private boolean put;

        @Actor void boss() { if (chef != null) chef.interrupt(); }

        @Actor void chef() {
            chef = Thread.currentThread();
            try {
                pass.put("soup");
                put = true;
            } catch (InterruptedException e) {
                // nothing has been put
            }
        }

        @Check void thePassIsAsItWas() throws InterruptedException {
            if (put) pass.take();
            pass.put("roast");          // would wait if a place was lost
            var dish = pass.take().orElse("nothing");
            if (!dish.equals("roast")) throw new AssertionError("put() of the soup was interrupted, and take() gave %s instead of the roast that was put afterwards".formatted(dish));
        }
    }

    private static E24_Backpressure<String> passWith(String dish) {
        try {
            var pass = new E24_Backpressure<String>(1);
            pass.put(dish);
            return pass;
        } catch (InterruptedException e) {
            throw new AssertionError("put() was not interrupted, and it says so", e);
        }
    }

    private static void serveAll(E24_Backpressure<String> pass, List<String> served) throws InterruptedException {
        for (var dish = pass.take(); dish.isPresent(); dish = pass.take()) served.add(dish.get());
    }

    private static boolean isPut(E24_Backpressure<String> pass, String dish) throws InterruptedException {
        try {
            pass.put(dish);
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    private static String list(List<String> dishes) { return dishes.isEmpty() ? "nothing" : String.join(", ", dishes); }

    private static <T> Call<?> put(E24_Backpressure<T> pass, T dish) { return Call.of("put()", () -> { pass.put(dish); return null; }); }

    private static <T> Call<Optional<T>> take(E24_Backpressure<T> pass) { return Call.of("take()", pass::take); }

    private static void assertTakes(E24_Backpressure<Integer> pass, int dish, String because) throws Exception {
        var taken = assertReturns(take(pass), "take()", "dish %d is on the pass".formatted(dish));
        if (!taken.equals(Optional.of(dish)))
            throw new AssertionError("take() gave %s instead of dish %d: %s".formatted(taken.map(other -> "dish " + other).orElse("nothing"), dish, because));
    }

    private static <T> T assertReturns(Call<T> call, String name, String because) throws Exception {
        try {
            return call.returns(because);
        } catch (Exception e) {
            throw new AssertionError("%s threw %s: %s".formatted(name, e, because));
        }
    }

    private static void assertSleeps(Call<?> call, String name, String because) throws Exception {
        if (call.fallsAsleep()) return;
        if (!call.isOver()) throw new AssertionError("%s looks again and again, or by the clock, and should sleep until it is woken: %s".formatted(name, because));
        assertReturns(call, name, "it should wait, since " + because);
        throw new AssertionError("%s returned, and should wait: %s".formatted(name, because));
    }

    /** Lets the call fall asleep, interrupts it, and fails unless it says so. */
    private static void assertInterrupted(Call<?> call, String name) throws Exception {
        assertSleeps(call, name, "nobody has woken it");
        call.interrupt();
        if (!Patience.until(Patience.LONG, call::isOver)) throw new AssertionError("%s was interrupted, and waits on as if nothing had happened".formatted(name));
        Object given;
        try {
            given = call.returns("it was interrupted");
        } catch (InterruptedException expected) {
            return;
        } catch (Exception e) {
            throw new AssertionError("%s was interrupted, and threw %s instead of InterruptedException".formatted(name, e));
        }
        throw new AssertionError("%s was interrupted, and returned%s as if nothing had happened".formatted(name, given == null ? "" : " " + given));
    }
}
