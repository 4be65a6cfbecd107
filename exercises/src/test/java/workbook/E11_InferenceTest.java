package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E11_Inference.Network;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;

@Proof
class E11_InferenceTest {

    @ParameterizedTest @Order(1)
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

    @Test @Order(2)
    void aNetworkIsNotFreeUntilItsSentenceIsDone() throws Exception {
        var site = new Site(sentence0IsSlow());
        site.embedAll(12, 3);
        assertThat(site.mostInOne()).withFailMessage("sentence 0 was slow, and another one came into its network: whose turn it is says nothing about who is done").isEqualTo(1);
    }

    @Test @Order(3)
    void noMoreNetworksThanWorkers() throws Exception {
        try (var computing = Rendezvous.exactly(3, "sentences")) {
            var site = new Site(sentence -> computing.meet());
            site.embedAll(12, 3);
            int loaded = site.rooms.size();
            assertThat(loaded).withFailMessage("%d networks were loaded for 12 sentences and 3 workers, and 3 are enough: each costs half a gigabyte", loaded).isLessThanOrEqualTo(3);
        }
    }

    @Test @Order(4)
    void eachSentenceIsEmbeddedOnce() throws Exception {
        var site = new Site(sentence -> {});
        site.embedAll(12, 3);
        for (int sentence = 0; sentence < 12; sentence++) {
            int times = site.embedded.getOrDefault(sentence, 0);
            assertThat(times).withFailMessage("sentence %d was embedded %d times: the workers share the sentences, and each is the work of one", sentence, times).isEqualTo(1);
        }
    }

    @Test @Order(5)
    void vectorsComeInTheOrderOfTheSentences() throws Exception {
        var vectors = new Site(sentence0IsSlow()).embedAll(12, 3);
        assertThat(vectors).withFailMessage("the vectors came as %s: sentence 0 was slow, and its vector is still the first", vectors)
                .isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test @Order(6)
    void everyNetworkIsClosedOnceAndAtTheEnd() throws Exception {
        var site = new Site(sentence -> {});
        site.embedAll(12, 3);
        site.assertClosedInTime();
        assertThat(site.open()).withFailMessage("%s still open, and embedAll() has returned: half a gigabyte each", networks(site.open())).isZero();
    }

    @Test @Order(7)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        new Site(sentence -> {}).embedAll(12, 3);
        threads.assertNobodyLeft("all sentences are embedded, and embedAll() has returned");
    }

    @Test @Order(8)
    void allIsClosedWhenASentenceHasFailed() throws Exception {
        var threads = Census.take();
        var inside = new AtomicInteger();
        var buffer = new CompletableFuture<Void>();     // its join() ignores interrupts: no other sentence is done before it says so
        var site = new Site(sentence -> {
            if (sentence == 0) {
                Patience.until(Patience.LONG, () -> inside.get() > 0);
                throw new IOException("the sentence is too long");
            }
            inside.incrementAndGet();
            buffer.join();
            inside.decrementAndGet();
        });
        try (AutoCloseable _ = () -> buffer.complete(null)) {
            var embedAll = Call.of("embedAll()", () -> {
                assertThrows(site, 6, 2, "a sentence");
                site.assertClosedInTime();
                assertThat(inside).withFailMessage("embedAll() has thrown, and %s still in a network", inside.get() == 1 ? "a sentence is" : inside + " sentences are").hasValue(0);
                return null;
            });
            Patience.until(Patience.SHORT, () -> embedAll.isOver() || site.closedInUse);
            buffer.complete(null);
            embedAll.returns("a sentence has failed, and the others are done");
        }
        assertThat(site.open()).withFailMessage("a sentence has failed, and %s still open", networks(site.open())).isZero();
        threads.assertNobodyLeft("a sentence has failed, and embedAll() is over");
    }

    @Test @Order(9)
    void allIsClosedWhenANetworkCannotBeLoaded() throws Exception {
        var threads = Census.take();
        var site = new Site(sentence -> {});
        site.work = sentence -> Patience.until(Patience.LONG, () -> site.loads.get() >= 3);
        site.lastLoad = 2;
        assertThrows(site, 12, 3, "the third network");
        site.assertClosedInTime();
        assertThat(site.open()).withFailMessage("there was no memory for a third network, and %s still open", networks(site.open())).isZero();
        threads.assertNobodyLeft("a network could not be loaded, and embedAll() is over");
    }

    @Test @Order(10)
    void fewSentences() throws Exception {
        for (int sentences = 0; sentences <= 2; sentences++) {
            var site = new Site(sentence -> {});
            var vectors = site.embedAll(sentences, 4);
            assertThat(vectors).withFailMessage("with %d sentences and 4 workers the vectors were %s", sentences, vectors)
                    .isEqualTo(IntStream.range(0, sentences).boxed().toList());
            assertThat(site.open()).withFailMessage("with %d sentences and 4 workers, %s still open", sentences, networks(site.open())).isZero();
        }
    }

    /** While it lasts, two workers embed all other sentences, or all that are not the share of the first. */
    private static Work sentence0IsSlow() {
        var others = new AtomicInteger();
        return sentence -> {
            if (sentence == 0) Patience.until(Patience.LONG, () -> others.get() >= 8);
            else others.incrementAndGet();
        };
    }

    private static String networks(long number) { return number == 1 ? "1 network is" : number + " networks are"; }

    private static void assertThrows(Site site, int sentences, int workers, String what) {
        var results = new Object[1];
        var thrown = catchThrowable(() -> results[0] = site.embedAll(sentences, workers));
        assertThat(thrown).withFailMessage("%s failed, and embedAll() returned %s as if it had not", what, results[0]).isNotNull();
    }

    private interface Work {
        void on(int sentence) throws Exception;
    }

    /** Loads networks and remembers what becomes of them. The vector of sentence 7 is [7]. */
    private static final class Site {
        private final List<Room> rooms = new CopyOnWriteArrayList<>();
        private final AtomicInteger loads = new AtomicInteger();
        private final Map<Integer, Integer> embedded = new ConcurrentHashMap<>();
        private volatile Work work;
        private volatile int lastLoad = Integer.MAX_VALUE;
        private volatile boolean closedInUse, usedAfterClose, closedTwice;

        Site(Work work) { this.work = work; }

        List<Integer> embedAll(int sentences, int workers) throws Exception {
            var texts = IntStream.range(0, sentences).mapToObj(Integer::toString).toList();
            return E11_Inference.embedAll(texts, workers, this::load).stream().map(vector -> vector == null ? null : (int) vector[0]).toList();
        }

        private Network load() throws IOException {
            if (loads.incrementAndGet() > lastLoad) throw new IOException("no memory for another network");
            var room = new Room(this);
            rooms.add(room);
            return room;
        }

        /** The most sentences that were in one network at once. */
        int mostInOne() { return rooms.stream().mapToInt(room -> room.most.get()).max().orElse(0); }

        long open() { return rooms.stream().filter(room -> room.closed.get() == 0).count(); }

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
                site.work.on(number);
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
