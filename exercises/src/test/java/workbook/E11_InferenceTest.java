package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E11_Inference.Network;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E11_InferenceTest {

    @Test @Order(1)
    void inWhateverOrderTwoWorkersGo() { Explore.scenario(TwoWorkers.class).allowRefused().run(); }

    static class TwoWorkers {
        private List<double[]> vectors;

        @Actor void search() throws Exception {
            vectors = E11_Inference.embedAll(List.of("a", "b"), 2, () -> new Network() {
                @Override public double[] embed(String sentence) { return new double[] {sentence.charAt(0)}; }
                @Override public void close() { }
            });
        }

        @Check void bothAreEmbedded() {
            for (char letter : new char[] {'a', 'b'})
                if (vectors.stream().noneMatch(vector -> vector != null && vector[0] == letter)) throw new AssertionError("two workers took the sentences a and b, and the vector of %c never came".formatted(letter));
        }
    }

    @ParameterizedTest @Order(2)
    @ValueSource(ints = {3, 2})
    void everyWorkerIsInANetworkOfItsOwn(int workers) throws Exception {
        try (var computing = Rendezvous.of(workers, "sentences")) {
            var site = new Site(sentence -> computing.meet());
            site.embedAll(workers, workers);
            int most = site.mostInOne();
            assertThat(most).withFailMessage("%d sentences were in one network at once: they wrote into the same buffer", most).isEqualTo(1);
            computing.assertMet("there are as many sentences and workers, and the others waited for a network");
        }
    }

    @Test @Order(3)
    void aSlowSentenceHasItsNetworkForItselfAndHoldsUpNobody() throws Exception {
        var slow = new OneIsSlow();
        var site = new Site(slow);
        site.embedAll(12, 3);
        assertThat(site.mostInOne()).withFailMessage("a sentence was slow, and another one came into its network: whose turn it is says nothing about who is done").isEqualTo(1);
        assertThat(slow.meanwhile).withFailMessage("a sentence was slow, and only %d of 11 others began meanwhile: whoever waits for its network leaves another idle", slow.meanwhile).isGreaterThanOrEqualTo(8);
    }

    @Test @Order(4)
    void noMoreNetworksThanWorkers() throws Exception {
        try (var computing = Rendezvous.exactly(3, "sentences")) {
            var site = new Site(sentence -> computing.meet());
            site.embedAll(12, 3);
            int loaded = site.rooms.size();
            assertThat(loaded).withFailMessage("%d networks were loaded for 12 sentences and 3 workers, and 3 are enough: each costs half a gigabyte", loaded).isLessThanOrEqualTo(3);
        }
    }

    @Test @Order(5)
    void eachSentenceIsEmbeddedOnce() throws Exception {
        var site = new Site(sentence -> {});
        site.embedAll(12, 3);
        for (int sentence = 0; sentence < 12; sentence++) {
            int times = site.embedded.getOrDefault(sentence, 0);
            assertThat(times).withFailMessage("sentence %d was embedded %d times: the workers share the sentences, and each is the work of one", sentence, times).isEqualTo(1);
        }
    }

    @Test @Order(6)
    void vectorsComeInTheOrderOfTheSentences() throws Exception {
        var vectors = new Site(new OneIsSlow()).embedAll(12, 3);
        assertThat(vectors).withFailMessage("the vectors came as %s: a sentence was slow, and its vector keeps its place", vectors)
                .isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test @Order(7)
    void theSameSentenceTwice() throws Exception {
        var vectors = new Site(sentence -> {}).embedAll(List.of(7, 5, 7, 5), 2);
        assertThat(vectors).withFailMessage("sentence 7 came twice, and the vectors were %s: each place has its own", vectors).isEqualTo(List.of(7, 5, 7, 5));
    }

    @Test @Order(8)
    void everyNetworkIsClosedOnceAndAtTheEnd() throws Exception {
        var site = new Site(sentence -> {});
        site.embedAll(12, 3);
        site.assertClosedInTime();
        assertThat(site.open()).withFailMessage("%s still open, and embedAll() has returned: half a gigabyte each", networks(site.open())).isZero();
    }

    @Test @Order(9)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        new Site(sentence -> {}).embedAll(12, 3);
        threads.assertNobodyLeft("all sentences are embedded, and embedAll() has returned");
    }

    @Test @Order(10)
    void allIsClosedWhenASentenceHasFailed() throws Exception {
        var threads = Census.take();
        AtomicInteger begun = new AtomicInteger(), inside = new AtomicInteger();
        var buffer = new CompletableFuture<Void>();     // its join() ignores interrupts: no other sentence is done before it says so
        var site = new Site(sentence -> {
            if (sentence == 0) {
                Patience.until(Patience.LONG, () -> begun.get() > 0);
                throw new IOException("the sentence is too long");
            }
            inside.incrementAndGet();
            begun.incrementAndGet();
            buffer.join();
            inside.decrementAndGet();
        });
        try (AutoCloseable _ = () -> buffer.complete(null)) {
            var embedAll = Call.of("embedAll()", () -> {
                site.assertThrows(6, 2, "a sentence failed");
                site.assertClosedInTime();
                assertThat(inside).withFailMessage("embedAll() has thrown, and %s still in a network", inside.get() == 1 ? "a sentence is" : inside + " sentences are").hasValue(0);
                return null;
            });
            Patience.until(Patience.SHORT, () -> embedAll.isOver() || site.closedInUse);
            buffer.complete(null);
            embedAll.returns("a sentence has failed, and the others are done");
        }
        int times = site.embedded.getOrDefault(0, 0);
        assertThat(times).withFailMessage("a sentence failed, and was embedded %d times: what fails is not tried again", times).isEqualTo(1);
        site.assertNothingIsLeft(threads, "a sentence failed");
    }

    @Test @Order(11)
    void everySentenceFailsWithAnError() throws Exception {
        var site = new Site(sentence -> { throw new OutOfMemoryError("no room for a vector"); });
        site.assertFailsInTheEnd(6, 2, "every sentence failed with an OutOfMemoryError");
        int loaded = site.rooms.size();
        assertThat(loaded).withFailMessage("%d networks were loaded for 2 workers: a sentence failed, and its network was still good", loaded).isLessThanOrEqualTo(2);
    }

    @Test @Order(12)
    void theFirstLoadFails() throws Exception {
        var caller = Thread.currentThread();
        var loading = new ConcurrentSkipListSet<Long>();        // of all that load at once, the oldest thread has the first load
        var site = new Site(sentence -> {});
        site.loading = number -> {
            long me = Thread.currentThread().threadId();
            loading.add(me);
            if (Thread.currentThread() != caller) Patience.until(Patience.SHORT, () -> loading.size() >= 3 || site.failed);
            if (loading.first() == me) throw new IOException("no memory for a network");
        };
        site.assertFails(12, 3, "the first load failed");
    }

    @Test @Order(13)
    void theThirdLoadFails() throws Exception {
        var site = new Site(sentence -> {});
        site.work = sentence -> Patience.until(Patience.LONG, () -> site.loads.get() >= 3);
        site.loading = number -> { if (number >= 3) throw new IOException("no memory for another network"); };
        site.assertFails(12, 3, "the third load failed");
    }

    @Test @Order(14)
    void noNetworkCanBeLoaded() throws Exception {
        var site = new Site(sentence -> {});
        site.loading = number -> { throw new IOException("no memory for a network"); };
        site.assertFailsInTheEnd(12, 3, "every load failed");
    }

    @ParameterizedTest @Order(15)
    @CsvSource({"0, 4", "1, 4", "2, 4", "4, 3", "10, 4"})
    void anyNumberOfSentences(int sentences, int workers) throws Exception {
        try (var computing = Rendezvous.of(sentences < workers ? 1 : workers, "sentences")) {
            var site = new Site(sentence -> computing.meet());
            var vectors = site.embedAll(sentences, workers);
            assertThat(vectors).withFailMessage("with %d sentences and %d workers the vectors were %s", sentences, workers, vectors)
                    .isEqualTo(IntStream.range(0, sentences).boxed().toList());
            if (sentences >= workers) computing.assertMet("there were %d sentences for %d workers".formatted(sentences, workers));
            assertThat(site.open()).withFailMessage("with %d sentences and %d workers, %s still open", sentences, workers, networks(site.open())).isZero();
        }
    }

    private interface Work { void on(int number) throws Exception; }

    /** Whichever of 12 sentences begins first. While it lasts, two workers embed all others, or all that are not the share of the first. */
    private static final class OneIsSlow implements Work {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicInteger others = new AtomicInteger();
        private volatile int meanwhile;

        @Override public void on(int sentence) throws InterruptedException {
            if (begun.getAndSet(true)) others.incrementAndGet();
            else Patience.until(Patience.LONG, () -> (meanwhile = others.get()) >= 8);
        }
    }

    private static String networks(long number) { return number == 1 ? "1 network is" : number + " networks are"; }

    /** Loads networks and remembers what becomes of them. The vector of sentence 7 is [7]. */
    private static final class Site {
        private final List<Room> rooms = new CopyOnWriteArrayList<>();
        private final AtomicInteger loads = new AtomicInteger();
        private final Map<Integer, Integer> embedded = new ConcurrentHashMap<>();
        private volatile Work work, loading = number -> {};
        private volatile boolean failed, closedInUse, usedAfterClose, closedTwice;

        Site(Work work) { this.work = work; }

        List<Integer> embedAll(int sentences, int workers) throws Exception { return embedAll(IntStream.range(0, sentences).boxed().toList(), workers); }

        List<Integer> embedAll(List<Integer> sentences, int workers) throws Exception {
            var texts = sentences.stream().map(sentence -> "" + sentence).toList();
            return E11_Inference.embedAll(texts, workers, this::load).stream().map(vector -> vector == null ? null : (int) vector[0]).toList();
        }

        private Network load() throws Exception {
            does(loading, loads.incrementAndGet());
            var room = new Room(this);
            rooms.add(room);
            return room;
        }

        private void does(Work work, int number) throws Exception {
            try {
                work.on(number);
            } catch (Throwable e) {
                failed = true;
                throw e;
            }
        }

        /** The most sentences that were in one network at once. */
        int mostInOne() { return rooms.stream().mapToInt(room -> room.most.get()).max().orElse(0); }

        long open() { return rooms.stream().filter(room -> room.closed.get() == 0).count(); }

        void assertThrows(int sentences, int workers, String what) {
            var results = new Object[1];
            var thrown = catchThrowable(() -> results[0] = embedAll(sentences, workers));
            assertThat(thrown).withFailMessage(() -> failed ? "%s, and embedAll() returned %s as if it had not".formatted(what, results[0])
                    : "%d of %d networks were loaded, so nothing could fail, and embedAll() returned %s".formatted(rooms.size(), workers, results[0])).isNotNull();
        }

        void assertFails(int sentences, int workers, String what) throws Exception {
            var threads = Census.take();
            assertThrows(sentences, workers, what);
            assertNothingIsLeft(threads, what);
        }

        /** By a call of its own, so that who waits for ever is told where. */
        void assertFailsInTheEnd(int sentences, int workers, String what) throws Exception {
            var threads = Census.take();
            Call.of("embedAll()", () -> { assertThrows(sentences, workers, what); return null; }).returns(what + ", and no other network will ever come");
            assertNothingIsLeft(threads, what);
        }

        void assertNothingIsLeft(Census threads, String what) throws InterruptedException {
            assertClosedInTime();
            assertThat(open()).withFailMessage("%s, and %s still open", what, networks(open())).isZero();
            threads.assertNobodyLeft(what + ", and embedAll() is over");
        }

        void assertClosedInTime() {
            assertThat(closedInUse).withFailMessage("a network was closed while a sentence was in it: its memory is somebody else's now").isFalse();
            assertThat(usedAfterClose).withFailMessage("a sentence came into a network that was closed before").isFalse();
            assertThat(closedTwice).withFailMessage("a network was closed twice: the second time that memory may be somebody else's").isFalse();
        }
    }

    private record Room(Site site, AtomicInteger inside, AtomicInteger most, AtomicInteger closed) implements Network {
        Room(Site site) { this(site, new AtomicInteger(), new AtomicInteger(), new AtomicInteger()); }

        @Override public double[] embed(String sentence) throws Exception {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                if (closed.get() > 0) site.usedAfterClose = true;
                int number = Integer.parseInt(sentence);
                site.embedded.merge(number, 1, Integer::sum);
                site.does(site.work, number);
                return new double[] {number};
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override public void close() {
            if (inside.get() > 0) site.closedInUse = true;
            if (closed.incrementAndGet() > 1) site.closedTwice = true;
        }
    }
}
