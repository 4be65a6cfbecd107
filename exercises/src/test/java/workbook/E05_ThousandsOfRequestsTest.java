package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.E05_ThousandsOfRequests.Services;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Outcome;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E05_ThousandsOfRequestsTest {
    private static final int ORDERS = 100, TERMINALS = 3;

    @Test @Order(1)
    void whoOrdersWaitsForNothing() throws Exception {
        var price = new CompletableFuture<Integer>();
        try (var shop = new Shop(1, basket -> price.get(), cents -> "receipt"); AutoCloseable _ = () -> price.complete(100)) {
            shop.orders(2);
        }
    }

    @Test @Order(2)
    void allOrdersWaitForTheirPriceAtOnce() throws Exception {
        var platform = ConcurrentHashMap.<Thread>newKeySet();
        try (var counter = Rendezvous.of(ORDERS, "orders")) {
            serve(TERMINALS, ORDERS, basket -> {
                if (!Thread.currentThread().isVirtual()) platform.add(Thread.currentThread());
                counter.meet();
                return 100;
            }, cents -> "receipt");
            counter.assertMet("the others waited for %s, to be told a price".formatted(platform.isEmpty() ? "something, on virtual threads" : "a platform thread"));
        }
        assertThat(platform.size()).withFailMessage("%d orders held a platform thread each while they waited for their price", platform.size()).isZero();
    }

    @Test @Order(3)
    void asManyChargesAtOnceAsThereAreTerminals() throws Exception {
        var inFlight = new AtomicInteger();
        var bank = new CompletableFuture<String>();
        try (var shop = new Shop(TERMINALS, basket -> 100, cents -> {
            inFlight.incrementAndGet();
            return bank.get();
        }); AutoCloseable _ = () -> bank.complete("receipt")) {
            for (int i = 0; i < TERMINALS; i++) shop.order("cake");
            if (!Patience.until(Patience.LONG, () -> inFlight.get() == TERMINALS))
                throw new AssertionError("at most %d of %d charges were in flight at once: guests have their price, and terminals are idle".formatted(inFlight.get(), TERMINALS));
            shop.order("bread");        // only now, so that none is let through by a race: what a race does is explored below
            if (Patience.until(Patience.SHORT, () -> inFlight.get() > TERMINALS))
                throw new AssertionError("%d charges were in flight at once, and %d are allowed: the pool's size was their bound, and nothing took its place".formatted(inFlight.get(), TERMINALS));
        }
    }

    @Test @Order(3)
    void whoeverWaitsGetsTheTerminalThatIsFree() throws Exception {
        var bank = new Bank();
        try (var shop = new Shop(2, Integer::parseInt, bank); bank) {
            shop.order("1");
            bank.awaitTheFirst();
            for (var order : List.of(shop.order("2"), shop.order("3"), shop.order("4")))
                assertDone(order, "one of two terminals is free, and nobody else needs it");
        }
    }

    @Test @Order(4)
    void everyGuestGetsTheirOwnReceipt() throws Exception {
        var receipts = serve(2, 5, basket -> 100 + Integer.parseInt(basket), "%d cents"::formatted);
        assertThat(receipts).containsExactly("100 cents", "101 cents", "102 cents", "103 cents", "104 cents");
    }

    @Test @Order(5)
    void aChargeThatFailsGivesItsTerminalBack() throws Exception {
        var failure = new IOException("card declined");
        try (var shop = new Shop(2, basket -> basket.equals("bread") ? 1 : 100, cents -> {
            if (cents == 1) throw failure;
            return "receipt";
        })) {
            for (int i = 0; i < 2; i++) assertFails(shop, failure, "charge()");
            assertDone(shop.order("cake"), "two charges failed, the only ones before, and there are two terminals: those were not given back");
        }
    }

    @Test @Order(6)
    void anOrderWithoutATerminalGivesNoneBack() throws Exception {
        var failure = new IOException("price list lost");
        var bank = new Bank();
        try (var shop = new Shop(1, basket -> {
            if (basket.equals("bread")) throw failure;
            return Integer.parseInt(basket);
        }, bank); bank) {
            assertFails(shop, failure, "price()");
            var cake = shop.order("1");
            bank.awaitTheFirst();
            var roll = shop.order("2");
            if (Patience.until(Patience.SHORT, () -> bank.charged.contains(2)))
                throw new AssertionError("2 charges were in flight at once, and 1 is allowed: an order whose price() had failed gave a terminal back that it never had");
            bank.answer();
            for (var order : List.of(cake, roll)) assertDone(order, "there is a terminal, and nobody else is there");
        }
    }

    @Test @Order(7)
    void aCancelledOrderIsNotChargedAndTakesNoTerminalAlong() throws Exception {
        var bank = new Bank();
        var prices = Map.of("bread", 1, "cake", 2, "roll", 3);
        var threads = new ConcurrentHashMap<String, Thread>();
        try (var shop = new Shop(1, basket -> {
            threads.put(basket, Thread.currentThread());
            return prices.get(basket);
        }, bank); bank) {
            var bread = shop.order("bread");
            bank.awaitTheFirst();
            var cake = shop.order("cake");
            Patience.until(Patience.LONG, () -> threads.containsKey("cake") && waits(threads.get("cake")));
            cake.cancel(true);
            var roll = shop.order("roll");
            if (Patience.until(Patience.SHORT, () -> bank.charged.contains(3)))
                throw new AssertionError("an order was cancelled while it waited for the only terminal, and the next order was charged beside the one that has it: a terminal was given back that nobody had taken");
            bank.answer();
            assertDone(roll, "an order was cancelled while it waited for the only terminal, and the terminal never became free again");
            assertDone(bread, "its charge has come to its end");
        }
        assertThat(bank.charged).withFailMessage("an order was cancelled while it waited for the only terminal, and was charged all the same").doesNotContain(2);
    }

    @Test @Order(7)
    void anOrderThatIsCancelledInMidChargeKeepsItsTerminalUntilTheEnd() throws Exception {
        var bank = new Bank();
        try (var shop = new Shop(1, Integer::parseInt, bank); bank) {
            var bread = shop.order("1");
            bank.awaitTheFirst();
            bread.cancel(true);
            var roll = shop.order("2");
            if (Patience.until(Patience.SHORT, () -> bank.charged.contains(2)))
                throw new AssertionError("an order was cancelled in the middle of its charge, and the next one got the only terminal before that charge had ended");
            bank.answer();
            assertDone(roll, "an order was cancelled in the middle of its charge, which has ended, and the terminal never became free again");
        }
    }

    @Test @Order(8)
    void closeWaitsForAllOrders() throws Exception {
        var threads = Census.take();
        var bank = new CompletableFuture<String>();
        Set<Integer> charged = ConcurrentHashMap.newKeySet();
        try (AutoCloseable _ = () -> bank.complete("the end")) {
            var shop = new E05_ThousandsOfRequests(services(basket -> Integer.parseInt(basket), cents -> {
                charged.add(cents);
                return bank.get();
            }), 1);
            var orders = List.of(shop.order("1"), shop.order("2"));
            assertThat(Patience.until(Patience.LONG, () -> !charged.isEmpty())).as("two orders, and one is charged").isTrue();
            var close = Call.of("close()", () -> {
                shop.close();
                return orders.stream().filter(Future::isDone).count();
            });
            Patience.until(Patience.SHORT, close::isOver);
            bank.complete("receipt");
            long done = close.returns("all orders can be done");
            assertThat(done).withFailMessage("close() returned when %d of 2 orders were done", done).isEqualTo(2);
            for (var order : orders) assertThat(catchThrowable(order::get)).withFailMessage(() -> "close() ended an order before its time: " + catchThrowable(order::get)).isNull();
        }
        threads.assertNobodyLeft("close() has returned");
    }

    @Test @Order(9)
    void inWhateverOrderTheyComeToTheTerminal() { Explore.all(TwoOrdersOneTerminal.class); }

    static class TwoOrdersOneTerminal {
        private final AtomicBoolean busy = new AtomicBoolean(), clash = new AtomicBoolean();
        private final CountDownLatch charges = new CountDownLatch(2);
        private final E05_ThousandsOfRequests shop = new E05_ThousandsOfRequests(services(basket -> 100, cents -> {
            if (busy.getAndSet(true)) clash.set(true);
            busy.set(false);
            charges.countDown();
            return "receipt";
        }), 1);

        @Actor void ann() throws InterruptedException {
            shop.order("bread");
            charges.await();
        }

        @Actor void bob() throws InterruptedException {
            shop.order("cake");
            charges.await();
        }

        @Check void oneChargeAtATime() { if (clash.get()) throw new AssertionError("two charges were in flight at one terminal: between the look whether it is free and the taking of it, somebody else took it"); }
    }

    private interface Price {
        int of(String basket) throws Exception;
    }

    private interface Charge {
        String of(int cents) throws Exception;
    }

    /** Answers each charge at once, but that of one cent only when it is told to; also an interrupt does not end that. */
    private static final class Bank implements Charge, AutoCloseable {
        private final CompletableFuture<String> first = new CompletableFuture<>();
        private final Set<Integer> charged = ConcurrentHashMap.newKeySet();

        @Override public String of(int cents) {
            charged.add(cents);
            return cents == 1 ? first.join() : "receipt";
        }

        void awaitTheFirst() throws InterruptedException {
            assertThat(Patience.until(Patience.LONG, () -> charged.contains(1))).withFailMessage("an order has its price, all terminals are free, and nothing is charged").isTrue();
        }

        void answer() { first.complete("receipt"); }

        @Override public void close() { answer(); }
    }

    private static Services services(Price price, Charge charge) {
        return new Services() {
            @Override public int price(String basket) throws Exception { return price.of(basket); }
            @Override public String charge(int cents) throws Exception { return charge.of(cents); }
        };
    }

    /** A shop whose methods return, or the test says where they stand. */
    private static final class Shop implements AutoCloseable {
        private final E05_ThousandsOfRequests shop;

        Shop(int terminals, Price price, Charge charge) { shop = new E05_ThousandsOfRequests(services(price, charge), terminals); }

        Future<String> order(String basket) throws Exception {
            return Call.of("order()", () -> shop.order(basket)).returns("a guest who orders waits for nothing yet");
        }

        List<Future<String>> orders(int number) throws Exception {
            return Call.of("order()", () -> IntStream.range(0, number).mapToObj(basket -> shop.order("" + basket)).toList())
                    .returns("%d guests order, and no price is known yet".formatted(number));
        }

        @Override public void close() {
            try {
                Call.of("close()", () -> { shop.close(); return null; }).returns("all orders are done, or can be");
            } catch (Exception e) {
                throw new AssertionError("close() threw " + e, e);
            }
        }
    }

    /** Serves so many orders, of the baskets 0, 1, 2, …, and gives the receipts. */
    private static List<String> serve(int terminals, int orders, Price price, Charge charge) throws Exception {
        var receipts = new ArrayList<String>();
        try (var shop = new Shop(terminals, price, charge)) {
            for (var order : shop.orders(orders)) receipts.add(assertDone(order, "nothing failed"));
        }
        return receipts;
    }

    private static String assertDone(Future<String> order, String because) throws Exception { return Outcome.of(order, "an order", because); }

    private static void assertFails(Shop shop, Exception failure, String call) throws Exception {
        var bread = shop.order("bread");
        if (!Patience.until(Patience.LONG, bread::isDone)) throw new AssertionError("%s threw %s, and the order is still pending".formatted(call, failure));
        var thrown = catchThrowable(bread::get);
        assertThat(thrown).withFailMessage("%s threw %s, and the order is done as if it had not", call, failure).isNotNull();
        var cause = thrown.getCause();
        assertThat(cause).withFailMessage("%s threw %s, and the order failed with %s", call, failure, cause).isSameAs(failure);
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }
}
