package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.E13_WhySpeedupStops.Cellar;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;

@Proof
class E13_WhySpeedupStopsTest {

    @Test @Order(1)
    void theHelpersCountAndNobodyElse() throws Exception {
        var stock = new Stock(100);
        var helpers = takeStock(stock, 4);
        var others = new TreeSet<String>();
        for (var thread : stock.counting)
            if (!helpers.threads.contains(thread)) others.add(thread == Thread.currentThread() ? "the caller of takeStock()" : thread.getName());
        assertThat(others).withFailMessage("shelves were counted by %s, and not by the helpers: they are there for that, and whoever calls takeStock() waits", others).isEmpty();
    }

    @ParameterizedTest @Order(2)
    @CsvSource({"1000, 4", "5, 4"})
    void allHelpersAreAtItAtOnce(int shelves, int number) throws Exception {
        try (var cellar = Rendezvous.of(number, "shelves")) {
            takeStock(new Stock(shelves, shelf -> cellar.meet()), number);
            cellar.assertMet("there are %d helpers and %,d shelves, and some of the helpers look on".formatted(number, shelves));
        }
    }

    @Test @Order(3)
    void aTaskIsWorthHandingOut() throws Exception {
        var helpers = takeStock(new Stock(1_000), 4);
        assertThat(helpers.tasks.get()).withFailMessage("%,d tasks were handed out to count 1,000 shelves, and 16 are enough for 4 helpers: it takes longer to hand out a task than to count a shelf",
                helpers.tasks.get()).isLessThanOrEqualTo(16);
    }

    @Test @Order(4)
    void aHelperAddsUpBeforeItNotes() throws Exception {
        var stock = new Stock(1_000);
        takeStock(stock, 4);
        assertThat(stock.notes.get()).withFailMessage("note() was called %,d times for 1,000 shelves, and 16 times are enough for 4 helpers: whoever wants to note something waits for all others who do",
                stock.notes.get()).isLessThanOrEqualTo(16);
    }

    @Test @Order(5)
    void takeStockReturnsWhenAllIsNoted() throws Exception {
        var counted = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Void>();
        var stock = new Stock(10, shelf -> {
            if (shelf != 7) return;
            begun.complete(null);
            counted.join();
        });
        try (var helpers = new Helpers(2); AutoCloseable _ = () -> counted.complete(null)) {
            var takeStock = stock.take(helpers);
            Patience.until(Patience.LONG, () -> begun.isDone() || takeStock.isOver());
            assertThat(Patience.until(Patience.SHORT, takeStock::isOver)).withFailMessage("takeStock() returned while shelf 7 was still to be counted: what it is worth is in no sum yet").isFalse();
            counted.complete(null);
            takeStock.returns("shelf 7 is counted, as all others are");
        }
    }

    @ParameterizedTest @Order(6)
    @CsvSource({"7, 4", "8, 4", "10, 3", "100, 1", "3, 4", "1, 4", "0, 4"})
    void everyShelfIsCountedOnceAndNoted(int shelves, int number) throws Exception {
        var stock = new Stock(shelves);
        takeStock(stock, number);
        assertThat(stock.missing).withFailMessage("%d helpers were to count %d shelves, from 0 on, and looked for the shelves %s", number, shelves, stock.missing).isEmpty();
        for (int shelf = 0; shelf < shelves; shelf++)
            assertThat(stock.counted.get(shelf)).withFailMessage("shelf %d of 0 to %d was counted %d times by %d helpers", shelf, shelves - 1, stock.counted.get(shelf), number).isEqualTo(1);
        long worth = LongStream.range(0, shelves).map(Stock::worthOf).sum();
        assertThat(stock.book.get()).withFailMessage("%d helpers noted %,d in all, and the %d shelves are worth %,d", number, stock.book.get(), shelves, worth).isEqualTo(worth);
    }

    @Test @Order(7)
    void aFailureReachesTheCaller() throws Exception {
        var failure = new IllegalStateException("the shelf has collapsed");
        try (var helpers = new Helpers(2)) {
            var stock = new Stock(8, shelf -> { if (shelf == 1) throw failure; });
            var takeStock = stock.take(helpers);
            var thrown = catchThrowable(() -> takeStock.returns("a shelf could not be counted, and nothing else is left to do"));
            assertThat(thrown).withFailMessage("worth() of a shelf threw %s, and takeStock() returned as if all had been counted", failure).isNotNull();
            if (thrown instanceof AssertionError) throw (AssertionError) thrown;
            assertThat(Stream.iterate(thrown, t -> t != null, Throwable::getCause)).withFailMessage("worth() of a shelf threw %s, and takeStock() threw %s, which does not tell of it", failure, thrown).contains(failure);
        }
    }

    @Test @Order(8)
    void theHelpersStay() throws Exception {
        try (var helpers = new Helpers(2)) {
            E13_WhySpeedupStops.takeStock(new Stock(10), helpers, 2);
            assertThat(helpers.isShutdown()).withFailMessage("takeStock() has sent the helpers home: the pool is shut down, and whoever lent it has other tasks for it").isFalse();
        }
    }

    @ParameterizedTest @Order(9)
    @CsvSource({"0.25, 2, 1.6", "0.5, 3, 1.5", "0, 4, 4", "1, 4, 1", "0.5, 1, 1", "0.1, 2147483647, 10"})
    void amdahlForetellsTheSpeedUp(double serialPart, int helpers, double expected) {
        double speedUp = E13_WhySpeedupStops.speedUp(serialPart, helpers);
        assertThat(speedUp).withFailMessage("speedUp(%s, %d) gives %s, and it is %s: the serial part takes as long as ever, and helpers share only the rest", serialPart, helpers, speedUp, expected)
                .isEqualTo(expected, within(1e-6));
    }

    @ParameterizedTest @Order(10)
    @CsvSource({"1.25, 2, 0.6", "1.6, 2, 0.25", "1, 4, 1", "4, 4, 0", "10, 2147483647, 0.1"})
    void aSpeedUpTellsTheSerialPart(double speedUp, int helpers, double expected) {
        double serialPart = E13_WhySpeedupStops.serialPart(speedUp, helpers);
        assertThat(serialPart).withFailMessage("serialPart(%s, %d) gives %s, and it is %s: of so large a part Amdahl's law makes this speed-up", speedUp, helpers, serialPart, expected)
                .isEqualTo(expected, within(1e-6));
    }

    /** Takes stock with so many helpers, and lets them do what is still in their queue. */
    private static Helpers takeStock(Stock stock, int number) throws Exception {
        try (var helpers = new Helpers(number)) {
            try {
                E13_WhySpeedupStops.takeStock(stock, helpers, number);
            } catch (Exception | OutOfMemoryError e) {          // the latter of a loop that makes tasks for ever
                throw new AssertionError("takeStock() threw %s, and all %d shelves can be counted".formatted(e, stock.shelves()), e);
            }
            return helpers;
        }
    }

    private interface Counting {
        void of(int shelf) throws InterruptedException;
    }

    /** A cellar that writes down who counts what. */
    private record Stock(int shelves, Counting work, AtomicIntegerArray counted, AtomicLong book, AtomicInteger notes, Set<Thread> counting, Set<Integer> missing) implements Cellar {
        Stock(int shelves) { this(shelves, shelf -> {}); }

        Stock(int shelves, Counting work) {
            this(shelves, work, new AtomicIntegerArray(shelves), new AtomicLong(), new AtomicInteger(), ConcurrentHashMap.newKeySet(), new ConcurrentSkipListSet<>());
        }

        Call<Void> take(Helpers helpers) {
            return Call.of("takeStock()", () -> {
                E13_WhySpeedupStops.takeStock(this, helpers, helpers.getCorePoolSize());
                return null;
            });
        }

        /** More than an int holds. */
        static long worthOf(long shelf) { return 3_000_000_000L + shelf * shelf; }

        @Override public long worth(int shelf) {
            counting.add(Thread.currentThread());
            if (shelf < 0 || shelf >= shelves) {
                missing.add(shelf);
                return 0;
            }
            counted.incrementAndGet(shelf);
            try {
                work.of(shelf);
            } catch (InterruptedException e) {
                throw new IllegalStateException("a helper was interrupted", e);
            }
            return worthOf(shelf);
        }

        @Override public void note(long amount) {
            notes.incrementAndGet();
            book.addAndGet(amount);
        }
    }

    /** A pool that counts the tasks which it is given, in whatever way. */
    private static final class Helpers extends ThreadPoolExecutor {
        private final AtomicInteger tasks = new AtomicInteger();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Helpers(int number) {
            super(number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            setThreadFactory(task -> {
                var thread = new Thread(task, "a helper");
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            });
        }

        @Override public void execute(Runnable task) {
            if (tasks.incrementAndGet() > 100_000) throw new RejectedExecutionException("there is no end of tasks");
            super.execute(task);
        }

        /** Lets them do what they were given, or interrupts those who don't end. */
        @Override public void close() {
            shutdown();
            try {
                if (!Patience.until(Patience.LONG, this::isTerminated)) shutdownNow();
            } catch (InterruptedException e) {
                shutdownNow();
            }
        }
    }
}
