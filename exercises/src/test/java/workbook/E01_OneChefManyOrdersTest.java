package workbook;

import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E01_OneChefManyOrders.Job;
import workbook.E01_OneChefManyOrders.Kitchen;
import workbook.proof.Proof;
import workbook.proof.VirtualClock;

/** The kitchen runs on a virtual clock: nothing here takes time, and nothing depends on it. */
@Proof
class E01_OneChefManyOrdersTest {

    @Test @Order(1)
    void everyOrderIsInTheOvenBeforeTheChefWaits() throws Exception {
        cook(new Dish(30, 10), new Dish(30, 10), new Dish(30, 10), new Dish(30, 10));
    }

    @Test @Order(2)
    void jobsComeBackInAnyOrder() throws Exception {
        cook(new Dish(40, 5), new Dish(10, 50), new Dish(30, 5), new Dish(20, 1));
    }

    @Test @Order(3)
    void aDishIsGlazedAsSoonAsItIsBaked() throws Exception {
        long minutes = cook(new Dish(60, 10), new Dish(20, 50), new Dish(20, 50));
        if (minutes > 70)
            throw new AssertionError("the last dish was served after %d minutes, and 70 are enough: baked dishes waited for others before they were glazed".formatted(minutes));
    }

    @ParameterizedTest @Order(4)
    @ValueSource(ints = {0, 1})
    void aQuietMorning(int orders) throws Exception {
        cook(dishes(orders));
    }

    @Test @Order(5)
    void aBusySaturday() throws Exception {
        cook(dishes(10_000));
    }

    @Test @Order(6)
    void theSameChefCooksAgain() throws Exception {
        var chef = new E01_OneChefManyOrders();
        for (int day = 1; day <= 2; day++) cook(chef, new VirtualKitchen(dishes(3)));
    }

    @Test @Order(7)
    void anInterruptedChefDoesNotJustGoHome() throws Exception {
        var kitchen = new VirtualKitchen(dishes(3));
        kitchen.interruptsAt = 2;
        try {
            cook(new E01_OneChefManyOrders(), kitchen);
        } catch (InterruptedException sayingSo) {
            // right as well: whoever called cook() knows that the guests still wait
        }
    }

    /** Minutes in the oven, and minutes under the glazing machine. */
    private record Dish(int bake, int glaze) {}

    private static Dish[] dishes(int orders) {
        var dishes = new Dish[orders];
        Arrays.setAll(dishes, i -> new Dish(10 + 7 * i % 31, 5 + 3 * i % 17));      // neighbours differ
        return dishes;
    }

    /** Lets the learner's chef cook, and returns the minute at which the last dish was served. */
    private static long cook(Dish... dishes) throws Exception { return cook(new E01_OneChefManyOrders(), new VirtualKitchen(dishes)); }

    private static long cook(E01_OneChefManyOrders chef, VirtualKitchen kitchen) throws Exception {
        int orders = kitchen.dishes.length;
        try {
            chef.cook(orders, kitchen);
        } catch (StackOverflowError e) {
            throw new AssertionError("%,d orders overflowed the stack: each step calls the next one, and none returns".formatted(orders));
        } catch (Throwable e) {
            if (kitchen.fault == null) throw e;
        }
        kitchen.assertAllServed();
        return kitchen.clock.now();
    }

    /** A kitchen that insists on its rules, and keeps the first fault in mind. */
    private static final class VirtualKitchen implements Kitchen {

        private enum State {
            ORDERED("not baked"), BAKING("still in the oven"), BAKED("baked and not glazed"),
            GLAZING("still under the glazing machine"), GLAZED("glazed and not served"), SERVED("served already");

            final String words;

            State(String words) { this.words = words; }
        }

        final VirtualClock<Job> clock = new VirtualClock<>();
        private final Thread chef = Thread.currentThread();
        private final Dish[] dishes;
        private final State[] states;
        private final long[] glazed;
        private int baked, served, waits;
        /** At which of its waits the chef is interrupted, from 1 on; 0 for never. */
        int interruptsAt;
        volatile AssertionError fault;

        VirtualKitchen(Dish... dishes) {
            this.dishes = dishes;
            states = new State[dishes.length];
            Arrays.fill(states, State.ORDERED);
            glazed = new long[dishes.length];
        }

        @Override public void start(Job job) {
            int order = job.order();
            switch (job.step()) {
                case BAKE -> {
                    change("bake", order, State.ORDERED, State.BAKING, "each order is baked once");
                    clock.in(dishes[order].bake, job);
                    baked++;
                }
                case GLAZE -> {
                    change("glaze", order, State.BAKED, State.GLAZING, states[order] == State.GLAZED ? "the job that came back was its glaze, as job.step() says"
                            : "awaitAny() says which order comes out of the oven");
                    clock.in(dishes[order].glaze, job);
                }
            }
        }

        @Override public Job awaitAny() throws InterruptedException {
            onlyTheChef("wait");
            if (++waits == interruptsAt) throw new InterruptedException("the fire alarm");
            if (baked < dishes.length)
                throw fault("you began to wait with %,d of %,d orders in the oven: the others could be baking meanwhile", baked, dishes.length);
            if (clock.isStill())
                throw fault("you wait, and nothing is in the oven or under the glazing machine: no job will ever come back");
            var job = clock.next();
            states[job.order()] = states[job.order()] == State.BAKING ? State.BAKED : State.GLAZED;
            if (states[job.order()] == State.GLAZED) glazed[job.order()] = clock.now();
            return job;
        }

        @Override public void serve(int order) {
            change("serve", order, State.GLAZED, State.SERVED, "an order is served once, when its glaze is done");
            if (clock.now() > glazed[order]) throw fault("order %d was ready in minute %d and served in minute %d: its guest waited for other guests' orders", order, glazed[order], clock.now());
            served++;
        }

        void assertAllServed() {
            if (fault != null) throw fault;
            for (int order = 0; order < states.length; order++)
                if (states[order] != State.SERVED)
                    throw fault("cook() returned%s with %,d of %,d orders served: order %d is %s", interruptsAt > 0 ? " after an interrupt, as if all was done," : "", served, states.length, order, states[order].words);
        }

        private void change(String act, int order, State from, State to, String rule) {
            onlyTheChef(act);
            if (states[order] != from) throw fault("you %s order %d, and it is %s: %s", act, order, states[order].words, rule);
            states[order] = to;
        }

        private void onlyTheChef(String act) {
            var thread = Thread.currentThread();
            if (thread != chef)
                throw fault("thread %s wants to %s: the chef is the thread that called cook(), and there is no other",
                        thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName(), act);
        }

        private AssertionError fault(String sentence, Object... numbers) {
            var found = new AssertionError(sentence.formatted(numbers));
            if (fault == null) fault = found;
            if (Thread.currentThread() != chef) chef.interrupt();       // who may be waiting for this thread
            return found;
        }
    }
}
