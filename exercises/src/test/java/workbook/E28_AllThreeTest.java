package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E28_AllThree.Guest;
import workbook.E28_AllThree.Kitchen;
import workbook.E28_AllThree.Store;
import workbook.proof.Blocked;
import workbook.proof.Call;
import workbook.proof.Outcome;
import workbook.proof.Patience;
import workbook.proof.Pending;
import workbook.proof.Proof;
import workbook.proof.Raised;

/** The test is the loop and the workers: what is given to them waits until the test runs it, and so one thing happens after the other. */
@Proof
class E28_AllThreeTest {
    /** How far a poem has come. */
    enum Stage {
        WAITS("waits for a worker"), STORED("is being stored"), SAID("is stored, and her answer waits for the loop");

        private final String words;

        Stage(String words) { this.words = words; }
    }

    private final Queue<Runnable> loop = new ConcurrentLinkedQueue<>(), workers = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<String> role = new ThreadLocal<>();           // whose thread this is
    private final List<String> trouble = new CopyOnWriteArrayList<>();      // what was seen and should not be
    private final List<String> set = new CopyOnWriteArrayList<>(), asked = new CopyOnWriteArrayList<>();
    @AutoClose private final Pending<String, Integer> store = new Pending<>("store", cake -> cake.indexOf(' '));
    private E28_AllThree site = site(this::set, this::add);
    private CompletableFuture<Void> closed;

    private final Visitor ann = new Visitor("Ann", "rose"), bob = new Visitor("Bob", "tulip"), cem = new Visitor("Cem", "violet");

    @Test @Order(1)
    void theLoopIsFreeWhileAPoemIsSet() throws Exception {
        take(ann);
        awaitHandedOver(1, "a poem was taken");
        runLoop();
        assertThat(ann.answers).withFailMessage("Ann's poem waits for a worker, and she was told %s", ann.answers).isEmpty();
    }

    @Test @Order(2)
    void noThreadWaitsForTheStore() throws Exception {
        take(ann);
        runWorkers(1);
        Blocked.assertNobodyIn(E28_AllThree.class, "while the store has not answered");
        runLoop();
        assertThat(ann.answers).withFailMessage("Ann's poem is being stored, and she was told %s", ann.answers).isEmpty();
    }

    @Test @Order(3)
    void theAnswerComesOnTheLoop() throws Exception {
        take(ann);
        runWorkers(1);
        storeAnswers(1, "rose in sugar");
        assertAnswer(ann, "number 4", "her poem is stored");
        assertThat(set).withFailMessage("one poem was taken, and these were set: %s", set).hasSize(1);
        assertThat(asked).withFailMessage("one poem was taken, and these were stored: %s", asked).hasSize(1);
    }

    @Test @Order(4)
    void theWorkersDecideHowManyAreSetAtOnce() throws Exception {
        for (var guest : List.of(ann, bob, cem)) take(guest);
        awaitHandedOver(3, "three poems were taken");
    }

    @Test @Order(5)
    void eachGetsHerOwnAnswer() throws Exception {
        take(ann);
        take(bob);
        runWorkers(2);
        storeAnswers(1, "tulip in sugar");
        assertAnswer(bob, "number 5", "his poem is stored, and Ann's is not");
        assertThat(ann.answers).withFailMessage("Bob's poem is stored and Ann's is not, and she was told %s", ann.answers).isEmpty();
        storeAnswers(1, "rose in sugar");
        assertAnswer(ann, "number 4", "her poem is stored, after Bob's");
    }

    @ParameterizedTest @Order(6)
    @EnumSource
    void whoFindsNoPlaceIsToldSo(Stage stage) throws Exception {
        for (var guest : List.of(ann, bob, cem)) take(guest);
        bring(stage, 3);
        Visitor dora = new Visitor("Dora", "daisy"), eve = new Visitor("Eve", "lily");
        take(dora);
        take(eve);
        if (stage == Stage.SAID) runLoop();
        assertRefused("there are 3 places, each of three poems " + stage.words, dora, eve);
        finish(stage, 3);
        assertAnswer(cem, "number 6", "his poem is stored");
        assertThat(set).withFailMessage("three poems were taken, two were refused, and these were set: %s", set).hasSize(3);
        assertPlaces("the three that were under way are answered");
    }

    static List<Throwable> failures() { return List.of(new IllegalStateException("no sugar"), new StackOverflowError("too long"), new RejectedExecutionException("too sweet")); }

    @ParameterizedTest @Order(7)
    @MethodSource("failures")
    void aPoemThatCannotBeSet(Throwable failure) throws Exception {
        site = site(poem -> { throw (RuntimeException) Raised.of(failure); }, this::add);
        for (var guest : List.of(ann, bob, cem)) take(guest);
        awaitHandedOver(3, "three poems were taken");
        runWorkers(0);
        awaitLoop(3, "set() threw " + failure);
        var dora = new Visitor("Dora", "daisy");
        take(dora);
        for (var guest : List.of(ann, bob, cem)) assertAnswer(guest, "sorry", "set() threw " + failure);
        assertRefused("there are 3 places, the guests of three poems that cannot be set have yet to be told", dora);
        assertPlaces("set() threw %s, and the guests were told".formatted(failure));
    }

    @ParameterizedTest @Order(8)
    @MethodSource("failures")
    void aStoreThatThrows(Throwable failure) throws Exception {
        site = site(this::set, cake -> { throw (RuntimeException) Raised.of(failure); });
        take(ann);
        runWorkers(0);
        awaitLoop(1, "add() threw " + failure);
        assertAnswer(ann, "sorry", "add() threw " + failure);
        assertPlaces("add() threw %s, and Ann was told".formatted(failure));
    }

    @ParameterizedTest @Order(9)
    @MethodSource("failures")
    void aStoreThatFails(Throwable failure) throws Exception {
        take(ann);
        runWorkers(1);
        store.fail(failure);
        awaitLoop(1, "the store's future failed");
        assertAnswer(ann, "sorry", "the store's future failed");
        assertPlaces("the store's future failed, and Ann was told");
    }

    @Test @Order(10)
    void theWorkersTakeNoMore() throws Exception {
        var full = new AtomicBoolean(true);
        site = new E28_AllThree(loop::add, task -> {
            if (full.get()) throw new RejectedExecutionException("three are at work, and the queue is full");
            workers.add(task);
        }, this::set, this::add, 3);
        take(ann);
        assertAnswer(ann, "busy", "the workers took no more");
        full.set(false);
        assertPlaces("the workers took no more, and Ann was told");
    }

    @ParameterizedTest @Order(11)
    @ValueSource(strings = {"number 4", "sorry"})
    void aGuestWhoIsGone(String answer) throws Exception {
        ann.gone = true;
        take(ann);
        runWorkers(1);
        if (answer.equals("sorry")) store.fail(new IllegalStateException("no connection"));
        else store.answer();
        awaitLoop(1, "the store has answered");
        assertAnswer(ann, answer, "the store has answered");
        assertPlaces("Ann's answer() threw an exception, since she was gone");
    }

    @Test @Order(12)
    void aGuestWhoIsRefusedAndGone() throws Exception {
        for (var guest : List.of(ann, bob, cem)) take(guest);
        var dora = new Visitor("Dora", "daisy");
        dora.gone = true;
        take(dora);
        assertAnswer(dora, "busy", "there are 3 places, and 3 poems are under way");
    }

    @Test @Order(13)
    void aSiteWithNothingUnderWayIsClosedAtOnce() throws Exception {
        close();
        runLoop();
        Outcome.of(closed, "what close() gives", "nothing is under way");
        take(ann);
        assertAnswer(ann, "closed", "she came after close()");
        bob.gone = true;
        take(bob);
        assertAnswer(bob, "closed", "he came after close()");
        assertThat(workers).withFailMessage("a poem came after close(), and was handed to the workers").isEmpty();
    }

    @ParameterizedTest @Order(14)
    @EnumSource
    void whatIsUnderWayIsAnswered(Stage stage) throws Exception {
        take(ann);
        bring(stage, 1);
        close();
        if (stage != Stage.SAID) runLoop();
        assertNotClosed("Ann's poem " + stage.words);
        take(bob);
        finish(stage, 1);
        assertAnswer(ann, "number 4", "close() was called while her poem %s".formatted(stage.words));
        assertAnswer(bob, "closed", "he came after close()");
        Outcome.of(closed, "what close() gives", "all that was under way is answered");
    }

    @Test @Order(15)
    void theLastOneCounts() throws Exception {
        take(ann);
        take(bob);
        runWorkers(2);
        close();
        storeAnswers(1, "tulip in sugar");
        assertAnswer(bob, "number 5", "his poem is stored");
        assertNotClosed("Ann's poem is being stored");
        storeAnswers(1, "rose in sugar");
        assertAnswer(ann, "number 4", "her poem is stored");
        Outcome.of(closed, "what close() gives", "all that was under way is answered");
    }

    @Test @Order(16)
    void whoIsRefusedIsNotUnderWay() throws Exception {
        for (var guest : List.of(ann, bob, cem, new Visitor("Dora", "daisy"))) take(guest);
        close();
        take(new Visitor("Eve", "lily"));
        runWorkers(3);
        storeAnswers(2, "rose in sugar", "violet in sugar");
        runLoop();
        assertNotClosed("Bob's poem is being stored; others were refused");
        storeAnswers(1, "tulip in sugar");
        runLoop();
        Outcome.of(closed, "what close() gives", "all that was under way is answered; others were refused");
    }

    @Test @Order(16)
    void closedIsSaidFirst() throws Exception {
        for (var guest : List.of(ann, bob, cem)) take(guest);
        close();
        var dora = new Visitor("Dora", "daisy");
        take(dora);
        assertAnswer(dora, "closed", "she came after close(), while 3 poems had all 3 places");
    }

    @Test @Order(16)
    void aGuestMayHaveManyPoems() throws Exception {
        for (int poem = 1; poem <= 3; poem++) take(ann);
        take(bob);
        assertRefused("there are 3 places, and three poems of one guest are under way", bob);
        finish(Stage.WAITS, 3);
        assertThat(ann.answers).withFailMessage("three poems of one guest are stored, and she was told %s", ann.answers).hasSize(3);
    }

    @ParameterizedTest @Order(17)
    @ValueSource(booleans = {true, false})
    void theLastOneFails(boolean isGone) throws Exception {
        ann.gone = isGone;
        take(ann);
        runWorkers(1);
        close();
        store.fail(new IllegalStateException("no connection"));
        awaitLoop(1, "the store's future failed");
        assertAnswer(ann, "sorry", "the store's future failed");
        Outcome.of(closed, "what close() gives", "the last one was told \"sorry\"" + (isGone ? ", and was gone" : ""));
    }

    @Test @Order(18)
    void closeMayBeCalledAgain() throws Exception {
        take(ann);
        close();
        var first = closed;
        close();
        assertNotClosed("Ann's poem waits for a worker");
        finish(Stage.WAITS, 1);
        Outcome.of(first, "what the first close() gave", "close() was called twice, and all is answered");
        Outcome.of(closed, "what the second close() gave", "close() was called twice, and all is answered");
        close();
        runLoop();
        Outcome.of(closed, "what a late close() gives", "all was answered before");
    }

    private E28_AllThree site(Kitchen kitchen, Store store) { return new E28_AllThree(loop::add, workers::add, kitchen, store, 3); }

    private String set(String poem) {
        if (!"a worker".equals(role.get())) {
            trouble.add("the loop".equals(role.get()) ? "a poem was set on the loop's thread: all others wait for that"
                    : "a poem was set on a thread \"%s\", and the workers are there for it".formatted(Thread.currentThread().getName()));
            throw new AssertionError(trouble.getFirst());
        }
        set.add(poem);
        return poem + " in sugar";
    }

    private CompletableFuture<Integer> add(String cake) {
        asked.add(cake);
        return store.ask(cake);
    }

    private void take(Visitor guest) throws Exception { onLoop("take()", () -> { site.take(guest.poem, guest); return null; }); }

    private void close() throws Exception {
        closed = onLoop("close()", site::close);
        assertThat(closed).withFailMessage("close() gave null").isNotNull();
    }

    /** What happens on the loop's thread. */
    private <T> T onLoop(String name, Callable<T> call) throws InterruptedException {
        try {
            return as("the loop", name, call, "and all other guests wait for the loop");
        } catch (Exception e) {
            throw new AssertionError("%s threw %s: on a loop, nobody is there to catch it".formatted(name, e), e);
        } finally {
            assertNoTrouble();
        }
    }

    private <T> T as(String who, String name, Callable<T> call, String because) throws Exception {
        return Call.of(name, () -> {
            role.set(who);
            return call.call();
        }).returns(because);
    }

    private void runLoop() throws Exception {
        int turns = 0;
        for (Runnable task; (task = loop.poll()) != null; ) {
            if (++turns > 100) throw new AssertionError("the loop had more than 100 tasks in a row, and nothing to say: it ought to sleep");
            var next = task;
            onLoop("a task of the loop", () -> { next.run(); return null; });
        }
        assertNoTrouble();
    }

    /** Waits until the loop has so many tasks: something has happened that guests are to be told. */
    private void awaitLoop(int tasks, String because) throws Exception {
        boolean came = Patience.until(Patience.LONG, () -> loop.size() >= tasks || !trouble.isEmpty());
        assertNoTrouble();
        if (!came) throw new AssertionError("%s, and nothing was given to the loop: a guest waits for ever".formatted(because));
    }

    private void awaitHandedOver(int tasks, String because) throws InterruptedException {
        Patience.until(Patience.LONG, () -> workers.size() >= tasks || !trouble.isEmpty());
        assertNoTrouble();
        if (workers.size() != tasks) throw new AssertionError("%s, and the workers were given %d of %d".formatted(because, workers.size(), tasks));
    }

    /** Does what the workers do, and waits until so many poems are being stored. */
    private void runWorkers(int stored) throws Exception {
        if (!Patience.until(Patience.LONG, () -> workers.size() >= Math.max(1, stored))) throw new AssertionError("poems were taken, and the workers were given %d of %d".formatted(workers.size(), Math.max(1, stored)));
        for (Runnable task; (task = workers.poll()) != null; ) {
            var next = task;
            try {
                as("a worker", "a worker's task", () -> { next.run(); return null; }, "the store has not answered, and workers are there to compute");
            } catch (AssertionError e) {
                throw e;
            } catch (Throwable e) {
                // nobody is there to catch it, and the guest's answer will tell
            }
        }
        assertNoTrouble();
        for (int look = 0; look < 3 && asked.size() < stored; look++) {         // the loop may have to do with it
            Patience.until(Patience.LONG, () -> asked.size() >= stored || !loop.isEmpty());
            runLoop();
        }
        if (asked.size() < stored) throw new AssertionError("the workers are done, and the store was asked for %d of %d poems".formatted(asked.size(), stored));
        if (stored > 0) runLoop();
    }

    /** The store answers, and so many guests are to be told. */
    private void storeAnswers(int guests, String... cakes) throws Exception {
        runLoop();
        for (var cake : cakes) store.answer(cake);
        awaitLoop(guests, "the store has answered");
    }

    /** Brings so many poems that were taken to a stage. */
    private void bring(Stage stage, int poems) throws Exception {
        if (stage == Stage.WAITS) awaitHandedOver(poems, poems == 1 ? "a poem was taken" : poems + " poems were taken");
        else runWorkers(poems);
        if (stage != Stage.SAID) return;
        store.answer();
        awaitLoop(poems, "the store has answered");
    }

    /** And from there to the end. */
    private void finish(Stage stage, int poems) throws Exception {
        if (stage != Stage.SAID) runLoop();
        if (stage == Stage.WAITS) runWorkers(poems);
        if (stage != Stage.SAID) {
            store.answer();
            awaitLoop(poems, "the store has answered");
        }
        if (closed != null) assertNotClosed("a poem is stored, and its guest has yet to be told");
        runLoop();
    }

    private void assertAnswer(Visitor guest, String text, String because) throws Exception {
        runLoop();
        if (guest.answers.isEmpty() && Patience.until(Patience.LONG, () -> !loop.isEmpty())) runLoop();
        if (guest.answers.isEmpty()) throw new AssertionError("%s, and %s has no answer".formatted(because, guest.name));
        assertThat(guest.answers).withFailMessage("%s, and %s was told %s in place of \"%s\"", because, guest.name, guest.answers, text).containsExactly(text);
    }

    private void assertRefused(String because, Visitor... guests) throws Exception {
        for (var guest : guests) {
            runLoop();
            if (guest.answers.isEmpty() && Patience.until(Patience.LONG, () -> !loop.isEmpty())) runLoop();
        }
        var taken = Stream.of(guests).filter(guest -> guest.answers.isEmpty() || guest.answers.getFirst().startsWith("number")).map(guest -> guest.name).toList();
        if (!taken.isEmpty()) throw new AssertionError("%s, and yet %s taken".formatted(because, String.join(" and ", taken) + (taken.size() > 1 ? " were" : " was")));
        for (var guest : guests) assertAnswer(guest, "busy", because);
    }

    /** All three places are free. */
    private void assertPlaces(String because) throws Exception {
        workers.clear();
        var next = new ArrayList<Visitor>();
        for (int place = 1; place <= 4; place++) {
            next.add(new Visitor("guest " + place, "lily"));
            take(next.getLast());
            runLoop();
        }
        if (next.stream().allMatch(guest -> guest.answers.isEmpty()) && Patience.until(Patience.LONG, () -> !loop.isEmpty())) runLoop();
        long free = next.stream().filter(guest -> guest.answers.isEmpty()).count();
        if (free != 3) throw new AssertionError("%d of 3 places are free: %s".formatted(free, because));
    }

    private void assertNotClosed(String because) {
        assertNoTrouble();
        if (closed.isDone()) throw new AssertionError("what close() gives is done too early: " + because);
    }

    private void assertNoTrouble() {
        if (!trouble.isEmpty()) throw new AssertionError(trouble.getFirst());
    }

    /** A guest who remembers what she was told. */
    private final class Visitor implements Guest {
        private final String name, poem;
        private final List<String> answers = new CopyOnWriteArrayList<>();
        private volatile boolean gone;

        Visitor(String name, String poem) {
            this.name = name;
            this.poem = poem;
        }

        @Override public void answer(String text) {
            if (!"the loop".equals(role.get())) trouble.add("a guest was answered on a thread \"%s\": that is for the loop".formatted(Thread.currentThread().getName()));
            if (closed != null && closed.isDone() && !text.equals("closed")) trouble.add("what close() gives was done, and %s had yet to be told \"%s\"".formatted(name, text));
            answers.add(text);
            if (gone) throw new IllegalStateException("she is gone");
        }
    }
}
