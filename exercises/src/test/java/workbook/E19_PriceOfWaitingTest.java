package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.E19_PriceOfWaiting.Kitchen;
import workbook.E19_PriceOfWaiting.Printer;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof(limit = 30_000)
class E19_PriceOfWaitingTest {

    @Test @Order(1)
    void inWhateverOrderTheyPrint() { Explore.scenario(TwoNotes.class).preemptions(1).allowRefused().run(); }

    static class TwoNotes {
        private final List<String> notes = new ArrayList<>();

        @Actor void shop() throws Exception {
            try (var shop = new E19_PriceOfWaiting(dish -> {}, () -> text -> text, 2)) {
                Future<String> ann = shop.order("Ann", "rye"), bob = shop.order("Bob", "rolls");
                notes.add(ann.get());
                notes.add(bob.get());
            }
        }

        @Check void bothArePrinted() { if (!notes.equals(List.of("Ann: rye", "Bob: rolls"))) throw new AssertionError("two notes were printed at once, and they say " + notes); }
    }

    @Test @Order(2)
    void whoWaitsHoldsNoPlatformThread() throws Exception {
        var platform = new AtomicInteger();
        serve(100, dish -> { if (!Thread.currentThread().isVirtual()) platform.incrementAndGet(); }, () -> text -> text);
        assertThat(platform.get()).withFailMessage("%d of 100 orders held a platform thread each while they waited", platform.get()).isZero();
    }

    @Test @Order(3)
    void anyNumberOfOrdersWait() throws Exception {
        var waiting = new AtomicInteger();
        var ready = new CompletableFuture<Void>();
        var made = new AtomicInteger();
        try (var shop = new Shop(dish -> {
            waiting.incrementAndGet();
            ready.join();
        }, () -> {
            made.incrementAndGet();
            return text -> text;
        }); AutoCloseable _ = () -> ready.complete(null)) {
            shop.orders(3_000);
            boolean all = Patience.until(2 * Patience.LONG, () -> waiting.get() == 3_000);
            assertThat(all).withFailMessage("%,d orders wait in the kitchen at once, of 3,000: each of the others waits for a %s", waiting.get(), made.get() > 0 ? "printer" : "thread").isTrue();
        }
    }

    @Test @Order(4)
    void asManyPrintAtOnceAsThereArePrinters() throws Exception {
        var made = new AtomicInteger();
        var clash = new AtomicBoolean();
        try (var printing = Rendezvous.exactly(3, "notes")) {
            serve(100, dish -> {}, () -> {
                made.incrementAndGet();
                var busy = new AtomicBoolean();
                return text -> {
                    if (busy.getAndSet(true)) clash.set(true);
                    printing.meet();
                    busy.set(false);
                    return text;
                };
            });
            assertThat(made.get()).withFailMessage("%d printers were made for 100 orders, and 3 are enough: each takes a megabyte", made.get()).isLessThanOrEqualTo(3);
            assertThat(clash.get()).withFailMessage("two orders were in one printer at once: it is not thread-safe").isFalse();
            printing.assertMet("there are notes to print, and three printers");
            printing.assertNeverMore("there are three printers");
        }
    }

    @Test @Order(5)
    void eachOrderKnowsItsGuest() throws Exception {
        var wrong = new CopyOnWriteArrayList<String>();
        CompletableFuture<Void> annIsThere = new CompletableFuture<>(), bobIsThere = new CompletableFuture<>(), annHasLooked = new CompletableFuture<>();
        try (var shop = new Shop(dish -> {
            look(dish, wrong);
            if (dish.equals("Bob")) {
                bobIsThere.complete(null);
                annHasLooked.join();
            } else {
                annIsThere.complete(null);
                bobIsThere.join();
                look(dish, wrong);
                annHasLooked.complete(null);
            }
        }, () -> text -> {
            look(text.split(":")[0], wrong);
            return text;
        }); AutoCloseable _ = () -> {
            bobIsThere.complete(null);
            annHasLooked.complete(null);
        }) {
            var ann = shop.order("Ann");
            Patience.until(Patience.LONG, annIsThere::isDone);
            var bob = shop.order("Bob");
            String notes = assertDone(ann, "its dish is ready") + ", " + assertDone(bob, "its dish is ready");
            assertThat(wrong).withFailMessage(() -> wrong.getFirst()).isEmpty();
            assertThat(notes).isEqualTo("Ann: Ann, Bob: Bob");
        }
        var thrown = catchThrowable(() -> { throw new AssertionError("gave " + E19_PriceOfWaiting.guest()); });
        assertThat(thrown).withFailMessage("no order is at work in this thread, and guest() %s", thrown instanceof AssertionError ? thrown.getMessage() : "threw " + thrown).isInstanceOf(NoSuchElementException.class);
    }

    @Test @Order(6)
    void aPrinterThatFailsIsUsedAgain() throws Exception {
        assertNextIsServed("a printer failed", () -> {}, true);
    }

    @Test @Order(7)
    void aPrinterThatCouldNotBeMade() throws Exception {
        var made = new AtomicInteger();
        var failure = new IOException("no memory");
        assertNextIsServed("no printer could be made", () -> { if (made.incrementAndGet() <= 3) throw failure; }, false);
    }

    @Test @Order(8)
    void aKitchenThatFails() throws Exception {
        var failure = new IOException("burnt");
        try (var shop = new Shop(dish -> { if (!dish.equals("4")) throw failure; }, () -> text -> text)) {
            for (int i = 0; i < 4; i++) assertFails(shop.order("" + i), "the kitchen failed", IOException.class);
            assertDone(shop.order("4"), "the kitchen failed for others, and the next order");
        }
    }

    @Test @Order(9)
    void closeWaitsForAllOrders() throws Exception {
        var threads = Census.take();
        var ready = new CompletableFuture<Void>();
        var waiting = new CompletableFuture<Void>();
        try (AutoCloseable _ = () -> ready.complete(null)) {
            var shop = new E19_PriceOfWaiting(dish -> {
                waiting.complete(null);
                ready.get();
            }, () -> text -> text, 3);
            var order = shop.order("Ann", "rye");
            assertThat(Patience.until(Patience.LONG, waiting::isDone)).as("the order waits in the kitchen").isTrue();
            var close = Call.of("close()", () -> {
                shop.close();
                return order.isDone();
            });
            Patience.until(Patience.SHORT, close::isOver);
            ready.complete(null);
            assertThat(close.returns("the order can be done")).withFailMessage("close() returned when 0 of 1 orders were done").isTrue();
            assertThat(catchThrowable(order::get)).withFailMessage(() -> "close() ended an order before its time: " + catchThrowable(order::get)).isNull();
        }
        threads.assertNobodyLeft("close() has returned");
    }

    /** In the thread of an order. */
    private static void look(String guest, List<String> wrong) {
        try {
            var is = E19_PriceOfWaiting.guest();
            if (!guest.equals(is)) wrong.add("in the thread of the order of %s, guest() gave %s".formatted(guest, is));
        } catch (RuntimeException e) {
            wrong.add("in the thread of the order of %s, guest() threw %s".formatted(guest, e));
        }
    }

    private interface Step { void run() throws Exception; }

    /** Three orders fail one after another, and there are three printers; the fourth is served. */
    private static void assertNextIsServed(String what, Step making, boolean printing) throws Exception {
        var notes = new AtomicInteger();
        try (var shop = new Shop(dish -> {}, () -> {
            making.run();
            return text -> {
                if (printing && notes.incrementAndGet() <= 6) throw new IOException("paper jam");
                return text;
            };
        })) {
            for (int i = 0; i < (printing ? 6 : 3); i++) assertFails(shop.order("" + i), what, IOException.class);
            assertDone(shop.order("Ann"), what + ", and the next order");
        }
    }

    private static void assertFails(Future<String> order, String what, Class<? extends Exception> failure) throws Exception {
        if (!Patience.until(Patience.LONG, order::isDone)) throw new AssertionError(what + ", and the next order is still pending: what others have taken never came back");
        var thrown = catchThrowable(order::get);
        assertThat(thrown).withFailMessage("%s, and its order is done as if it had not", what).isNotNull();
        assertThat(thrown.getCause()).withFailMessage("%s, and its order failed with %s", what, thrown.getCause()).isExactlyInstanceOf(failure);
    }

    private static String assertDone(Future<String> order, String because) throws Exception {
        if (!Patience.until(3 * Patience.LONG, order::isDone)) throw new AssertionError(because + " is still pending: what others have taken never came back");
        try {
            return order.get();
        } catch (ExecutionException e) {
            throw new AssertionError("%s failed with %s".formatted(because, e.getCause()), e.getCause());
        }
    }

    private static void serve(int orders, Kitchen kitchen, Callable<Printer> maker) throws Exception {
        try (var shop = new Shop(kitchen, maker)) {
            for (var order : shop.orders(orders)) assertDone(order, "nothing has failed, and an order");
        }
    }

    /** A shop with three printers, whose methods return, or the test says where they stand. */
    private static final class Shop implements AutoCloseable {
        private final E19_PriceOfWaiting shop;

        Shop(Kitchen kitchen, Callable<Printer> maker) { shop = new E19_PriceOfWaiting(kitchen, maker, 3); }

        Future<String> order(String guest) throws Exception { return Call.of("order()", () -> shop.order(guest, guest)).returns("a guest who orders waits for nothing yet"); }

        List<Future<String>> orders(int number) throws Exception {
            return Call.of("order()", () -> IntStream.range(0, number).mapToObj(i -> shop.order("" + i, "" + i)).toList()).returns("guests who order wait for nothing yet");
        }

        @Override public void close() {
            try {
                Call.of("close()", () -> {
                    shop.close();
                    return null;
                }).returns("all orders are done, or can be");
            } catch (Exception e) {
                throw new AssertionError("close() threw " + e, e);
            }
        }
    }
}
