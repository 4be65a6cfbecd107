package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import workbook.E13_WhySpeedupStops.Cellar;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E13_WhySpeedupStopsTest {

    @Test @Order(1)
    void theHelpersCountAndNobodyElse() throws Exception {
        var light = new CompletableFuture<Void>();
        var stock = new Stock(20, shelf -> light.join());       // whoever counts stays at a shelf, and 18 are left
        try (var helpers = new Helpers(2); AutoCloseable _ = () -> light.complete(null)) {
            var takeStock = stock.take(helpers);
            Patience.until(Patience.LONG, () -> stock.counting.containsAll(helpers.threads) && helpers.threads.size() == 2 || takeStock.isOver());
            takeStock.fallsAsleep();
            var others = new HashSet<>(stock.counting);
            others.removeAll(helpers.threads);
            assertThat(others).withFailMessage("%d of 2 helpers were at a shelf, and shelves were counted by %s, too: the helpers are there for that, and whoever calls takeStock() waits",
                    stock.counting.size() - others.size(), others.stream().map(thread -> thread.getName().replace("takeStock()", "the caller of takeStock()")).toList()).isEmpty();
            assertThat(takeStock.isOver()).withFailMessage("takeStock() returned while shelves were still to be counted: what they are worth is in no sum yet").isFalse();
            light.complete(null);
            takeStock.returns("there is light, and all shelves can be counted");
        }
    }

    @ParameterizedTest @Order(2)
    @CsvSource({"1000, 4", "5, 4", "1000, 40"})
    void allHelpersAreAtItAtOnce(int shelves, int number) throws Exception {
        try (var cellar = Rendezvous.of(number, "shelves")) {
            takeStock(new Stock(shelves, shelf -> cellar.meet()), number);
            cellar.assertMet("there are %d helpers and %,d shelves, and some of the helpers look on".formatted(number, shelves));
        }
    }

    @ParameterizedTest @Order(3)
    @CsvSource({"1000, 4", "1000, 1", "1000, 40"})
    void aTaskIsWorthHandingOut(int shelves, int number) throws Exception {
        takeStock(new Stock(shelves), number).assertFewTasks(shelves);
    }

    @ParameterizedTest @Order(4)
    @CsvSource({"1000, 4", "1000, 1", "1000, 40"})
    void aHelperAddsUpBeforeItNotes(int shelves, int number) throws Exception {
        var stock = new Stock(shelves);
        takeStock(stock, number);
        stock.assertFewNotes(number);
    }

    @Test @Order(5)
    void takeStockReturnsWhenAllIsNoted() throws Exception {
        var pen = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Void>();
        var stock = new Stock(10, shelf -> {}, cellar -> {
            if (cellar.isCounted() && begun.complete(null)) pen.join();
        });
        try (var helpers = new Helpers(2); AutoCloseable _ = () -> pen.complete(null)) {
            var takeStock = stock.take(helpers);
            Patience.until(Patience.LONG, () -> begun.isDone() || takeStock.isOver());
            assertThat(Patience.until(Patience.SHORT, takeStock::isOver)).withFailMessage("takeStock() returned while note() was still at work: all is counted, and a part of it is not in the book yet").isFalse();
            pen.complete(null);
            takeStock.returns("all is counted and noted");
        }
    }

    @Test @Order(6)
    void nothingIsLostInAnyOrder() { Explore.scenario(TwoHelpers.class).allowRefused().run(); }

    static class TwoHelpers implements Cellar {
        private final AtomicLong book = new AtomicLong();

        @Override public int shelves() { return 2; }
        @Override public long worth(int shelf) { return 1; }
        @Override public void note(long amount) { book.addAndGet(amount); }

        @Actor void cook() throws Exception {
            try (var helpers = Executors.newFixedThreadPool(2)) {
                E13_WhySpeedupStops.takeStock(this, helpers, 2);
            }
        }

        @Check void allIsNoted() {
            if (book.get() != 2) throw new AssertionError("two helpers counted a shelf worth 1 each, and the book says %d: an amount was lost between them".formatted(book.get()));
        }
    }

    @Test @Order(7)
    void nothingIsLostIfAllAddAtOnce() throws Exception {
        try (var cellar = Rendezvous.of(4, "shelves")) {
            var stock = new Stock(1_000, shelf -> cellar.meet());
            takeStock(stock, 4);
            assertThat(stock.book.get()).withFailMessage("4 helpers were each at a shelf at once, and then %,d was noted in all, of %,d: whoever reads a sum, counts, and writes the sum forgets what others have added meanwhile",
                    stock.book.get(), stock.worth()).isEqualTo(stock.worth());
        }
    }

    @ParameterizedTest @Order(8)
    @CsvSource({"7, 4", "8, 4", "10, 3", "100, 1", "23, 4", "3, 4", "1, 4", "0, 4"})
    void everyShelfIsCountedOnceAndNoted(int shelves, int number) throws Exception {
        var stock = new Stock(shelves);
        var helpers = takeStock(stock, number);
        assertThat(stock.missing).withFailMessage("%d helpers were to count %d shelves, from 0 on, and looked for the shelves %s", number, shelves, stock.missing).isEmpty();
        for (int shelf = 0; shelf < shelves; shelf++)
            assertThat(stock.counted.get(shelf)).withFailMessage("shelf %d of 0 to %d was counted %d times by %d helpers", shelf, shelves - 1, stock.counted.get(shelf), number).isEqualTo(1);
        assertThat(stock.book.get()).withFailMessage("%d helpers noted %,d in all, and the %d shelves are worth %,d", number, stock.book.get(), shelves, stock.worth()).isEqualTo(stock.worth());
        helpers.assertFewTasks(shelves);
        stock.assertFewNotes(number);
    }

    @ParameterizedTest @Order(9)
    @MethodSource("failures")
    void aFailureReachesTheCaller(Throwable failure) throws Exception {
        try (var helpers = new Helpers(2)) {
            var stock = new Stock(8, shelf -> { if (shelf == 1) throw (RuntimeException) Raised.of(failure); });
            var takeStock = stock.take(helpers);
            var thrown = catchThrowable(() -> takeStock.returns("worth() of a shelf threw %s, and nothing else is left to do".formatted(failure)));
            assertThat(thrown).withFailMessage("worth() of a shelf threw %s, and takeStock() returned as if all had been counted", failure).isNotNull();
            if (thrown instanceof AssertionError) throw (AssertionError) thrown;
            assertThat(Stream.iterate(thrown, t -> t != null, Throwable::getCause)).withFailMessage("worth() of a shelf threw %s, and takeStock() threw %s, which does not tell of it", failure, thrown).contains(failure);
        }
    }

    static List<Throwable> failures() { return List.of(new IllegalStateException("the shelf has collapsed"), new StackOverflowError("bottles in bottles")); }

    @Test @Order(10)
    void theHelpersStay() throws Exception {
        try (var helpers = new Helpers(2)) {
            E13_WhySpeedupStops.takeStock(new Stock(10), helpers, 2);
            assertThat(helpers.isShutdown()).withFailMessage("takeStock() has sent the helpers home: the pool is shut down, and whoever lent it has other tasks for it").isFalse();
        }
    }

    @ParameterizedTest @Order(11)
    @CsvSource({"0.25, 2, 1.6", "0.5, 3, 1.5", "0, 4, 4", "1, 4, 1", "0.5, 1, 1", "0.1, 2147483647, 10"})
    void amdahlForetellsTheSpeedUp(double serialPart, int helpers, double expected) {
        double speedUp = E13_WhySpeedupStops.speedUp(serialPart, helpers);
        assertThat(speedUp).withFailMessage("speedUp(%s, %d) gives %s, and it is %s: the serial part takes as long as ever, and helpers share only the rest", serialPart, helpers, speedUp, expected)
                .isEqualTo(expected, within(1e-6));
    }

    @ParameterizedTest @Order(12)
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
    private record Stock(int shelves, Counting work, Consumer<Stock> writing, AtomicIntegerArray counted, AtomicLong book, AtomicInteger notes, Set<Thread> counting, Set<Integer> missing) implements Cellar {
        Stock(int shelves) { this(shelves, shelf -> {}); }

        Stock(int shelves, Counting work) { this(shelves, work, cellar -> {}); }

        Stock(int shelves, Counting work, Consumer<Stock> writing) {
            this(shelves, work, writing, new AtomicIntegerArray(shelves), new AtomicLong(), new AtomicInteger(), ConcurrentHashMap.newKeySet(), new ConcurrentSkipListSet<>());
        }

        Call<Void> take(Helpers helpers) {
            return Call.of("takeStock()", () -> {
                E13_WhySpeedupStops.takeStock(this, helpers, helpers.getCorePoolSize());
                return null;
            });
        }

        boolean isCounted() { return IntStream.range(0, shelves).allMatch(shelf -> counted.get(shelf) > 0); }

        long worth() { return LongStream.range(0, shelves).map(Stock::worthOf).sum(); }

        void assertFewNotes(int number) {
            assertThat(notes.get()).withFailMessage("note() was called %,d times for %,d shelves, and %d times are enough, 4 for each helper: whoever wants to note something waits for all others who do",
                    notes.get(), shelves, 4 * number).isLessThanOrEqualTo(4 * number);
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
            writing.accept(this);
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

        void assertFewTasks(int shelves) {
            int enough = 4 * getCorePoolSize();
            assertThat(tasks.get()).withFailMessage("%,d tasks were handed out to count %,d shelves, and %d are enough, 4 for each helper: it takes longer to hand out a task than to count a shelf",
                    tasks.get(), shelves, enough).isLessThanOrEqualTo(enough);
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
