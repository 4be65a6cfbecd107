package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.E22_StaleReads.Offer;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** Plays each scenario in the orders in which the steps of its actors can follow each other; a race of plain accesses is a failure by itself. */
@Proof
class E22_StaleReadsTest {
    private static final Offer BREAD = new Offer("bread", List.of()), CAKE = new Offer("cake", List.of("cream")), ROLL = new Offer("roll", List.of("jam"));

    @Test @Order(1)
    void theScreenShowsAndSwitchesOff() { Explore.all(ScreenAndStop.class); }

    static class ScreenAndStop {
        private final E22_StaleReads board = new E22_StaleReads();
        private final List<Offer> shown = new ArrayList<>();

        @Actor void screen() { board.run(shown::add); }

        @Actor void baker() { board.stop(); }

        @Check void breadIsShown() { expectShown(shown, BREAD); }
    }

    @Test @Order(2)
    void whoeverLooksSeesWhatWasPublished() { Explore.all(TwoOffersAndAGuest.class); }

    static class TwoOffersAndAGuest {
        private final List<Offer> published = List.of(BREAD, CAKE, ROLL);
        private final E22_StaleReads board = new E22_StaleReads();
        private Offer first, second;

        @Actor void baker() {
            publish(board, CAKE);
            publish(board, ROLL);
        }

        @Actor void guest() {
            first = board.offer();
            second = board.offer();
        }

        @Check void theGuestSawWhatWas() {
            for (var seen : List.of(first, second))
                if (!published.contains(seen)) throw new AssertionError("the guest saw %s, and there was no such offer: bread, then cake with cream, then roll with jam".formatted(words(seen)));
            if (published.indexOf(second) < published.indexOf(first)) throw new AssertionError("the guest saw %s, and then %s, which is older".formatted(words(first), words(second)));
            if (!board.offer().equals(ROLL)) throw new AssertionError("publish() of the roll has returned, and offer() gives %s".formatted(words(board.offer())));
        }
    }

    @Test @Order(3)
    void twoBakersPublishWholeOffers() { Explore.all(TwoBakers.class); }

    static class TwoBakers {
        private final E22_StaleReads board = new E22_StaleReads();

        @Actor void ann() { publish(board, CAKE); }

        @Actor void bob() { publish(board, ROLL); }

        @Check void oneOfThemIsThere() {
            if (!List.of(CAKE, ROLL).contains(board.offer())) throw new AssertionError("ann published cake with cream, bob roll with jam, and offer() gives %s: there was no such offer".formatted(words(board.offer())));
        }
    }

    @Test @Order(4)
    void whatWasPublishedBeforeTheStopIsShown() { Explore.all(OfferThenStop.class); }

    static class OfferThenStop {
        private final E22_StaleReads board = new E22_StaleReads();
        private final List<Offer> shown = new ArrayList<>();

        @Actor void screen() { board.run(shown::add); }

        @Actor void baker() {
            publish(board, CAKE);
            board.stop();
        }

        @Check void theCakeIsShown() { expectShown(shown, CAKE); }
    }

    @Test @Order(5)
    void aScreenThatIsStoppedBeforehand() throws Exception {
        var board = new E22_StaleReads();
        var shown = new ArrayList<Offer>();
        publish(board, CAKE);
        publish(board, ROLL);
        board.stop();
        run(board, shown::add).returns("stop() came before run()");
        expectExactly(shown, List.of(ROLL), "cake was published, then roll, then the screen was stopped, and only then did it run");
        publish(board, CAKE);
        if (!board.offer().equals(CAKE)) throw new AssertionError("after stop() cake with cream was published, and offer() gives " + words(board.offer()));
    }

    @Test @Order(6)
    void aSlowScreenHoldsUpNobody() throws Exception {
        expectExactly(shownWhileBreadIsShown(board -> {
            for (int hour = 0; hour < 5; hour++) publish(board, CAKE);
            publish(board, ROLL);
        }), List.of(BREAD, ROLL), "while it showed bread, cake was published, and then roll in its place");
    }

    @Test @Order(7)
    void anOfferThatIsPublishedOnceMore() throws Exception {
        expectExactly(shownWhileBreadIsShown(board -> publish(board, BREAD)), List.of(BREAD), "while it showed bread, bread was published once more");
    }

    @Test @Order(8)
    void theSameDishWithOtherExtras() throws Exception {
        var withJam = new Offer("bread", List.of("jam"));
        expectExactly(shownWhileBreadIsShown(board -> publish(board, withJam)), List.of(BREAD, withJam), "while it showed bread, bread with jam was published");
    }

    @Test @Order(9)
    void aPublishedOfferStaysAsItIs() {
        var board = new E22_StaleReads();
        var extras = new ArrayList<>(List.of("cream"));
        board.publish("cake", extras);
        extras.set(0, "salt");
        if (!board.offer().equals(CAKE)) throw new AssertionError("cake with cream was published, the baker went on to use the list, and now offer() gives " + words(board.offer()));
        salt(board.offer());
        if (!board.offer().equals(CAKE)) throw new AssertionError("cake with cream was published, a guest changed the extras, and now offer() gives %s to everybody".formatted(words(board.offer())));
        board.stop();
        board.run(E22_StaleReadsTest::salt);
        if (!board.offer().equals(CAKE)) throw new AssertionError("cake with cream was published, the screen changed the extras, and now offer() gives %s to everybody".formatted(words(board.offer())));
    }

    private static void salt(Offer offer) {
        try {
            offer.extras().add("salt");
        } catch (UnsupportedOperationException expected) {
            // it cannot be changed
        }
    }

    /** What a screen shows that is stopped while it shows bread, after the baker has done something. */
    private static List<Offer> shownWhileBreadIsShown(Consumer<E22_StaleReads> baker) throws Exception {
        var board = new E22_StaleReads();
        var slow = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Thread>();
        var shown = new ArrayList<Offer>();
        var caller = new AtomicReference<Thread>();
        try (AutoCloseable _ = () -> slow.complete(null)) {
            var run = Call.of("run()", () -> {
                caller.set(Thread.currentThread());
                board.run(offer -> {
                    shown.add(new Offer(offer.dish(), List.copyOf(offer.extras())));
                    salt(offer);
                    begun.complete(Thread.currentThread());
                    slow.join();
                });
                return null;
            });
            if (!Patience.until(Patience.LONG, begun::isDone)) throw new AssertionError("run() shows nothing, and bread is there");
            if (begun.join() != caller.get()) throw new AssertionError("run() shows bread on another thread than the one that called it");
            returns("publish()", () -> baker.accept(board));
            returns("offer()", board::offer);
            var others = new CopyOnWriteArrayList<Offer>();
            var other = run(board, others::add);
            if (!Patience.until(Patience.LONG, () -> !others.isEmpty())) throw new AssertionError("one screen is slow to show bread, and another one shows nothing");
            returns("stop()", board::stop);
            other.returns("stop() was called, and only another screen is slow");
            slow.complete(null);
            run.returns("stop() was called, and the screen has shown what it had");
        }
        return shown;
    }

    @Test @Order(10)
    void oneStopForTwoScreens() { Explore.scenario(TwoScreens.class).preemptions(0).run(); }

    static class TwoScreens {
        private final E22_StaleReads board = new E22_StaleReads();
        private final List<Offer> left = new ArrayList<>(), right = new ArrayList<>();

        @Actor void left() { board.run(left::add); }

        @Actor void right() { board.run(right::add); }

        @Actor void baker() { board.stop(); }

        @Check void bothShowBread() {
            expectShown(left, BREAD);
            expectShown(right, BREAD);
        }
    }

    private static void publish(E22_StaleReads board, Offer offer) { board.publish(offer.dish(), offer.extras()); }

    private static Call<?> run(E22_StaleReads board, Consumer<Offer> screen) {
        return Call.of("run()", () -> { board.run(screen); return null; });
    }

    private static void returns(String name, Runnable call) throws Exception {
        Call.of(name, () -> { call.run(); return null; }).returns("a screen that is slow to show the bread holds up nobody else");
    }

    /** What was shown ends with the offer, begins with bread or the offer, and changes each time. */
    private static void expectShown(List<Offer> shown, Offer last) {
        for (int i = 1; i < shown.size(); i++)
            if (shown.get(i).equals(shown.get(i - 1))) throw new AssertionError("run() showed %s twice in a row".formatted(words(shown.get(i))));
        for (var offer : shown)
            if (!List.of(BREAD, last).contains(offer)) throw new AssertionError("run() showed %s, and there was no such offer".formatted(words(offer)));
        if (shown.isEmpty() || !shown.getLast().equals(last))
            throw new AssertionError("%s was there before stop(), and was not shown: run() ended after it had shown %s".formatted(words(last), shown.isEmpty() ? "nothing" : words(shown.getLast())));
    }

    private static void expectExactly(List<Offer> shown, List<Offer> expected, String because) {
        if (!shown.equals(expected)) throw new AssertionError("run() showed %s, and should show %s: %s".formatted(words(shown), words(expected), because));
    }

    private static String words(List<Offer> offers) {
        return offers.isEmpty() ? "nothing" : offers.stream().map(E22_StaleReadsTest::words).collect(Collectors.joining(", then "));
    }

    private static String words(Offer offer) {
        return offer.dish() + (offer.extras().isEmpty() ? " without extras" : " with " + String.join(", ", offer.extras()));
    }
}
