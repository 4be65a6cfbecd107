package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbook.E06_ManyConnections.Connection;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E06_ManyConnectionsTest {
    private static final Duration NONE = Duration.ZERO, A_DAY = Duration.ofDays(1);

    private final Books books = new Books();

    @Test @Order(1)
    void anIdleConnectionIsLentAgain() throws Exception {
        var pool = pool(2, NONE);
        assertThat(books.opened).withFailMessage("%s connections were opened before any was needed", books.opened).hasValue(0);
        for (int guest = 1; guest <= 3; guest++) ask(pool, "the pool has just begun");
        assertThat(books.opened).withFailMessage("three guests came one after another, and %s connections were opened for them: an idle one was there to be lent again",
                books.opened).hasValue(1);
    }

    @Test @Order(2)
    void noMoreThanItsSizeAreOpen() throws Exception {
        var pool = pool(2, NONE);
        for (int guest = 1; guest <= 2; guest++) new Guest(pool).isServed("two connections are allowed");
        var more = new Guest(pool);
        more.isServedOrGone();
        if (more.served.getCount() == 0) new Guest(pool).isServedOrGone();
        books.assertOpen(2, "the database has a limit, and other clients");
        assertSentAway(pool, "both connections are lent");
    }

    @Test @Order(3)
    void aConnectionThatIsBeingOpenedCounts() throws Exception {
        var pool = pool(1, NONE);
        books.slow = new CountDownLatch(1);
        var first = new Guest(pool);
        assertThat(Patience.until(Patience.LONG, () -> books.opened.get() == 1)).withFailMessage("no connection was opened for the first guest").isTrue();
        var second = new Guest(pool);
        second.waits();
        books.assertOpen(1, "while one was being opened, another guest opened one more");
        assertThat(Patience.until(Patience.LONG, second.call::isOver))
                .withFailMessage("a connection is being opened for one guest, and another one, whose patience is zero, waits for that").isTrue();
        books.slow.countDown();
        first.isServedOrGone();
        books.assertOpen(1, "while one was being opened, another guest opened one more");
    }

    @Test @Order(4)
    void inWhateverOrderTheyComeAndGo() { Explore.all(TwoGuestsOneConnection.class); }

    static class TwoGuestsOneConnection {
        private final AtomicInteger opened = new AtomicInteger();
        private final E06_ManyConnections pool = new E06_ManyConnections(() -> {
            opened.incrementAndGet();
            return new Connection() {
                @Override public String query(String query) { return query; }
                @Override public void close() { }
            };
        }, 1, NONE);

        @Actor void ann() throws Exception { ask(); }

        @Actor void bob() throws Exception { ask(); }

        private void ask() throws Exception {
            try {
                pool.lend(connection -> connection.query("price"));
            } catch (TimeoutException sentAway) {
                // the other one has the connection
            }
        }

        @Check void oneWasEnough() {
            if (opened.get() > 1) throw new AssertionError("two connections were open, and the pool is of one: its place was free before the connection was back");
        }
    }

    @Test @Order(5)
    void whoIsPatientGetsTheNextFreeConnection() throws Exception {
        var pool = pool(1, A_DAY);
        var first = new Guest(pool).isServed("the pool has just begun");
        var second = new Guest(pool);
        second.waits();
        assertThat(second.call.isOver()).withFailMessage("a guest was sent away at once, and the patience is a day").isFalse();
        first.leave();
        second.isServed("the one before has given the connection back");
        second.leave();
        books.assertOpen(1, "the second guest gets the connection that the first has given back");
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IOException("no network"), new IllegalStateException("no such table"), new StackOverflowError("too deep"));
    }

    @ParameterizedTest @Order(6)
    @MethodSource("failures")
    void workThatFailsGivesItsConnectionBack(Throwable failure) throws Exception {
        var pool = pool(1, NONE);
        assertThat(catchThrowable(() -> pool.lend(_ -> { throw Raised.of(failure); })))
                .withFailMessage(() -> "the work failed with %s, and lend() did not throw the same".formatted(failure)).isSameAs(failure);
        try {
            ask(pool, "the connection should be idle again");
        } catch (TimeoutException e) {
            throw new AssertionError("work that failed with %s kept its connection: there is none left to lend".formatted(failure.getClass().getName()), e);
        }
        books.assertOpen(1, "the connection of the work that failed was left open, and is lent to nobody");
    }

    @Test @Order(7)
    void whoIsSentAwayLeavesNothingBehind() throws Exception {
        var pool = pool(1, NONE);
        var guest = new Guest(pool).isServed("the pool has just begun");
        for (int other = 1; other <= 3; other++) {
            assertSentAway(pool, "the only connection is lent");
            books.assertOpen(1, "guests who were sent away left places behind that they never had");
        }
        guest.leave();
        assertServed(pool, "guests who were sent away took a place along");
    }

    @Test @Order(8)
    void whoIsInterruptedLeavesNothingBehind() throws Exception {
        var pool = pool(1, A_DAY);
        var guest = new Guest(pool).isServed("the pool has just begun");
        for (int other = 1; other <= 2; other++) {
            var waiting = new Guest(pool);
            waiting.waits();
            waiting.call.interrupt();
            var failure = catchThrowable(() -> waiting.call.returns("it was interrupted while it waited for a connection"));
            books.assertOpen(1, "an interrupted guest went on without a place");
            if (failure instanceof AssertionError hangs) throw hangs;
            assertThat(failure).withFailMessage("an interrupted guest ended with %s, and an InterruptedException is what its callers know", failure)
                    .isInstanceOf(InterruptedException.class);
        }
        guest.leave();
        var next = new Guest(pool);
        next.isServed("guests who were interrupted took the place along");
        books.assertOpen(1, "guests who were interrupted left places behind that they never had");
    }

    @Test @Order(9)
    void aConnectionThatCannotBeOpenedTakesNoPlace() throws Exception {
        var pool = pool(1, NONE);
        books.refusal = new IllegalStateException("sorry, too many clients already");
        for (int guest = 1; guest <= 2; guest++) {
            var failure = catchThrowable(() -> ask(pool, "connect() has failed"));
            assertThat(failure).withFailMessage("connect() failed with %s, and lend() with %s at attempt %s", books.refusal, failure, guest).isSameAs(books.refusal);
        }
        books.refusal = null;
        assertServed(pool, "connections that could not be opened took the place along");
    }

    @Test @Order(10)
    void whoWaitsIsToldOfAPlaceThatIsFreeAgain() throws Exception {
        var pool = pool(1, A_DAY);
        books.slow = new CountDownLatch(1);
        books.lateRefusal = new IllegalStateException("sorry, too many clients already");
        var first = new Guest(pool);
        assertThat(Patience.until(Patience.LONG, () -> books.opened.get() == 1)).withFailMessage("no connection was opened for the first guest").isTrue();
        var second = new Guest(pool);
        second.waits();
        books.slow.countDown();
        catchThrowable(() -> first.call.returns("connect() has failed"));
        second.isServed("the only connection could not be opened, its place is free again, and nobody told the guest who waits for it");
        second.leave();
    }

    @Test @Order(11)
    void anOrderNeedsOneConnection() throws Exception {
        var pool = pool(1, NONE);
        var order = Call.of("order()", () -> pool.order("lemon cake"));
        try {
            assertThat(order.returns("it wants one more connection while it holds the only one"))
                    .withFailMessage("the order and its price were not asked for: %s", books.queries).isEqualTo("[order lemon cake for [price of lemon cake]]");
        } catch (TimeoutException e) {
            throw new AssertionError("order() waits for one more connection while it holds one: if all guests do that, nobody gives one back", e);
        }
        books.assertOpen(1, "order() uses one connection");
    }

    @Test @Order(12)
    void closeClosesEveryConnection() throws Exception {
        var pool = pool(2, NONE);
        var lent = new Guest(pool).isServed("the pool has just begun");
        var idle = new Guest(pool).isServed("two connections are allowed");
        idle.leave();
        pool.close();
        assertThat(books.open.get()).withFailMessage("close() closed a connection that was lent: its guest is in the middle of the work").isNotZero();
        assertThat(books.open).withFailMessage("close() left an idle connection open").hasValue(1);
        lent.leave();
        assertThat(books.open).withFailMessage("a connection came back after close(), and stayed open for ever").hasValue(0);
        assertThat(books.closedTwice).withFailMessage("a connection was closed twice").hasValue(0);
    }

    private E06_ManyConnections pool(int size, Duration patience) { return new E06_ManyConnections(books::connect, size, patience); }

    private static String ask(E06_ManyConnections pool, String because) throws Exception {
        return Call.of("lend()", () -> pool.lend(connection -> connection.query("price"))).returns(because);
    }

    private static void assertServed(E06_ManyConnections pool, String otherwise) throws Exception {
        try {
            ask(pool, otherwise);
        } catch (TimeoutException e) {
            throw new AssertionError("no connection is lent, and none is in use: " + otherwise, e);
        }
    }

    private void assertSentAway(E06_ManyConnections pool, String because) throws Exception {
        int opened = books.opened.get();
        var end = catchThrowable(() -> ask(pool, "its patience is zero and no connection is free"));
        if (end instanceof AssertionError hangs) throw hangs;
        if (books.opened.get() == opened)
            assertThat(end).withFailMessage("%s, and lend() ended with %s and not with a TimeoutException", because, end).isInstanceOf(TimeoutException.class);
    }

    /** Somebody who keeps a connection until the test says so. */
    private static final class Guest {
        private final CountDownLatch served = new CountDownLatch(1), leave = new CountDownLatch(1);
        private final Call<String> call;
        private volatile Thread thread;

        Guest(E06_ManyConnections pool) {
            call = Call.of("lend()", () -> {
                thread = Thread.currentThread();
                return pool.lend(connection -> {
                    served.countDown();
                    leave.await();
                    return connection.query("price");
                });
            });
        }

        Guest isServed(String because) throws Exception {
            isServedOrGone();
            if (call.isOver()) call.returns(because);
            if (served.getCount() > 0) throw new AssertionError("a guest waits for a connection and none comes: " + because);
            return this;
        }

        void isServedOrGone() throws InterruptedException { Patience.until(Patience.LONG, () -> served.getCount() == 0 || call.isOver()); }

        /** Until it stands still for some turns: it waits, or is over; code that looks again and again gets more of them. */
        void waits() throws InterruptedException {
            var still = new AtomicInteger();
            Patience.until(Patience.SHORT, () -> call.isOver() || thread != null && thread.getState() != Thread.State.RUNNABLE && still.incrementAndGet() > 10);
        }

        void leave() throws Exception {
            leave.countDown();
            call.returns("its work is done");
        }
    }

    /** The database, which writes down what it is asked for. */
    private static final class Books {
        private final AtomicInteger opened = new AtomicInteger(), open = new AtomicInteger(), most = new AtomicInteger(), closedTwice = new AtomicInteger();
        private final List<String> queries = new CopyOnWriteArrayList<>();
        private volatile RuntimeException refusal, lateRefusal;
        private volatile CountDownLatch slow = new CountDownLatch(0);

        Connection connect() {
            if (refusal != null) throw refusal;
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            opened.incrementAndGet();
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (lateRefusal != null) refuse();
            return new Connection() {
                private final AtomicInteger closes = new AtomicInteger();

                @Override public String query(String query) {
                    if (closes.get() > 0) throw new IllegalStateException("a query was asked on a connection that is closed");
                    queries.add(query);
                    return "[" + query + "]";
                }

                @Override public void close() {
                    if (closes.incrementAndGet() == 1) open.decrementAndGet();
                    else closedTwice.incrementAndGet();
                }
            };
        }

        /** Once: the next connection can be opened. */
        private void refuse() {
            var refused = lateRefusal;
            lateRefusal = null;
            open.decrementAndGet();
            throw refused;
        }

        void assertOpen(int size, String because) {
            if (most.get() > size) throw new AssertionError("%d connections were open at once, and the pool is of %d: %s".formatted(most.get(), size, because));
        }
    }
}
