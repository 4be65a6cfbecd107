package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E23_Starvation.Dish;
import workbook.E23_Starvation.Recipe;
import workbook.proof.Blocked;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Outcome;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.Rendezvous;

@Proof
class E23_StarvationTest {
    private static final Dish BREAD = new Dish("bread", List.of());
    private static final int GUESTS = 50;

    @Test @Order(1)
    void asManyDishesAtOnceAsThereAreCooks() throws Exception {
        try (var stoves = Rendezvous.exactly(2, "dishes"); var kitchen = new Kitchen(2, (dish, _) -> {
            stoves.meet();
            return dish;
        })) {
            var orders = new ArrayList<Future<String>>();
            for (int guest = 0; guest < 6; guest++) orders.add(kitchen.order(BREAD));
            for (var order : orders) done(order, "it needs no other");
            kitchen.assertNoStrangers();
            stoves.assertMet("six are ordered, none needs another, and a cook is idle");
            stoves.assertNeverMore("there are 2 cooks");
        }
    }

    @Test @Order(2)
    void whoOrdersWaitsForNothing() throws Exception {
        var bread = new CompletableFuture<String>();
        try (var kitchen = new Kitchen(1, (dish, _) -> dish.equals("bread") ? bread.join() : dish); AutoCloseable _ = () -> bread.complete("bread")) {
            kitchen.order(new Dish("toast", List.of(BREAD)));
        }
    }

    @Test @Order(3)
    void aCookAloneMakesAMenu() throws Exception {
        try (var kitchen = new Kitchen(1, E23_StarvationTest::plate)) {
            assertDone(kitchen.order(new Dish("toast", List.of(BREAD))), "toast(bread)", "there is one cook, and the toast needs bread");
            kitchen.assertNoStrangers();
        }
    }

    @Test @Order(4)
    void moreMenusThanCooks() throws Exception {
        var times = new ConcurrentHashMap<String, Integer>();
        var opening = new CompletableFuture<Void>();            // no cook begins a menu before all are ordered
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            if (dish.equals("bread")) opening.join();
            times.merge(dish, 1, Integer::sum);
            return plate(dish, parts);
        }); AutoCloseable _ = () -> opening.complete(null)) {
            for (int cook = 0; cook < 2; cook++) kitchen.order(BREAD);
            var orders = new ArrayList<Future<String>>();
            for (int guest = 0; guest < 4; guest++) orders.add(kitchen.order(menu("menu " + guest, "soup " + guest, "roast " + guest, "cake " + guest)));
            opening.complete(null);
            for (int guest = 0; guest < 4; guest++)
                assertDone(orders.get(guest), "menu %1$d(soup %1$d, roast %1$d, cake %1$d)".formatted(guest), "there are two cooks, and four menus of three courses");
            times.remove("bread");
            times.forEach((dish, number) -> assertThat(number).withFailMessage("%s was ordered once, and was prepared %d times", dish, number).isEqualTo(1));
            kitchen.assertNoStrangers();
        }
    }

    @Test @Order(5)
    void theCoursesOfAMenuAreMadeAtOnce() throws Exception {
        try (var stoves = Rendezvous.of(3, "courses"); var kitchen = new Kitchen(3, (dish, parts) -> {
            if (parts.isEmpty()) stoves.meet();
            return plate(dish, parts);
        })) {
            done(kitchen.order(menu("menu", "soup", "roast", "cake")), "nobody else is there");
            stoves.assertMet("a menu has three of them, and there are three cooks");
        }
    }

    @Test @Order(6)
    void partsOfPartsOfParts() throws Exception {
        var cake = BREAD;
        for (int layer = 1; layer <= 50; layer++) cake = new Dish("layer " + layer, List.of(cake, BREAD));
        try (var kitchen = new Kitchen(2, (dish, parts) -> dish + (parts.isEmpty() ? "" : " on " + parts.getFirst().split(" on ")[0]))) {
            assertDone(kitchen.order(cake), "layer 50 on layer 49", "there are two cooks, and a cake of 50 layers");
        }
    }

    @Test @Order(7)
    void aMenuIsNotBuriedUnderAStew() throws Exception {
        var ordered = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Void>();
        var stew = new CompletableFuture<Void>();
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            switch (dish) {
                case "bread" -> ordered.join();                 // one cook has time when all is ordered,
                case "rye bread" -> begun.join();               // the other when the first one makes the stew
                case "stew" -> {
                    begun.complete(null);
                    stew.join();
                }
                default -> {}
            }
            return plate(dish, parts);
        }); AutoCloseable _ = () -> Stream.of(ordered, begun, stew).forEach(future -> future.complete(null))) {
            for (var bread : List.of("bread", "rye bread")) kitchen.order(new Dish(bread, List.of()));
            var menu = kitchen.order(menu("menu", "soup"));
            kitchen.order(new Dish("stew", List.of()));
            ordered.complete(null);
            assertDone(menu, "menu(soup)", "one of two cooks makes a stew that takes long, and the menu needs a soup only");
        }
    }

    @Test @Order(8)
    void aMenuWaitsForNothingButItsParts() throws Exception {
        var menu = new CompletableFuture<Void>();
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            if (dish.equals("menu")) menu.complete(null);
            if (dish.equals("bread")) menu.join();
            return plate(dish, parts);
        }); AutoCloseable _ = () -> menu.complete(null)) {
            assertDone(kitchen.order(new Dish("feast", List.of(BREAD, menu("menu", "soup")))), "feast(bread, menu(soup))",
                    "a cook makes bread until the menu is ready, the other cook is free, and the menu needs a soup only");
        }
    }

    @Test @Order(9)
    void aMenuThatWaitsTakesNobodysPlace() throws Exception {
        var soup = new CompletableFuture<String>();
        var stove = new AtomicReference<Thread>();
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            if (!dish.equals("soup")) return plate(dish, parts);
            stove.set(Thread.currentThread());
            return soup.join();
        }); AutoCloseable _ = () -> soup.complete("soup")) {
            done(kitchen.order(BREAD), "nobody else is there");
            int each = kitchen.tasks.get();
            var threads = Census.take();
            var menu = kitchen.order(menu("menu", "soup", "cake"));
            for (int guest = 0; guest < GUESTS; guest++)
                done(kitchen.order(BREAD), "one of two cooks makes a soup that takes long, its menu waits for it, and the other cook is free");
            int tasks = kitchen.tasks.get() - each * (1 + GUESTS);
            if (tasks >= GUESTS) throw new AssertionError("a menu of two courses, which waits for its soup, has handed the kitchen %d tasks while %d guests had bread: it goes to the cooks again and again to ask for the soup".formatted(tasks, GUESTS));
            threads.assertNobodyLeft("a menu waits for its soup, and a platform thread waits with it");
            int some = kitchen.tasks.get() + 4;                  // a thread that comes late may still hand over the cake
            if (Patience.until(Patience.SHORT, () -> kitchen.tasks.get() >= some)) throw new AssertionError("a menu waits for its soup, nobody orders anything, and the kitchen is handed tasks: one of them asks for the soup now and then");
            Blocked.assertNobodyIn(E23_Starvation.class, thread -> thread == stove.get(), "while a menu waits for its soup");
            soup.complete("soup");
            assertDone(menu, "menu(soup, cake)", "the soup is ready");
        }
    }

    @Test @Order(10)
    void theSameDishMoreThanOnce() throws Exception {
        var times = new ConcurrentHashMap<String, Integer>();
        var toast = menu("toast", "rye bread");
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            times.merge(dish, 1, Integer::sum);
            return plate(dish, parts);
        })) {
            assertDone(kitchen.order(new Dish("breakfast", List.of(menu("toast", "bread"), toast, toast))), "breakfast(toast(bread), toast(rye bread), toast(rye bread))",
                    "a breakfast has three toasts, and not all are the same");
            assertThat(times).withFailMessage("a breakfast of three toasts, two of them with rye bread, and so often was each prepared: %s".formatted(times))
                    .isEqualTo(Map.of("breakfast", 1, "toast", 3, "bread", 1, "rye bread", 2));
        }
    }

    @Test @Order(11)
    void partsComeInTheirOrder() throws Exception {
        var cake = new CompletableFuture<Void>();
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            if (dish.equals("cake")) cake.complete(null);
            if (dish.equals("soup")) cake.join();               // the first is ready last
            return plate(dish, parts);
        }); AutoCloseable _ = () -> cake.complete(null)) {
            assertDone(kitchen.order(menu("menu", "soup", "cake")), "menu(soup, cake)", "there are two cooks, and two courses");
        }
    }

    @ParameterizedTest @Order(12)
    @ValueSource(classes = {IOException.class, IllegalStateException.class, StackOverflowError.class})
    void aRecipeThatFails(Class<? extends Throwable> type) throws Exception {
        var failure = type.getConstructor(String.class).newInstance("no milk");
        Set<String> prepared = ConcurrentHashMap.newKeySet();
        var milk = new CompletableFuture<Void>();               // it is looked for until all else is ready
        try (var kitchen = new Kitchen(2, (dish, parts) -> {
            if (dish.equals("soup")) {
                milk.join();
                throw Raised.of(failure);
            }
            prepared.add(dish);
            return plate(dish, parts);
        }); AutoCloseable _ = () -> milk.complete(null)) {
            var feast = kitchen.order(new Dish("feast", List.of(menu("menu", "soup", "cake"), BREAD)));
            Patience.until(Patience.LONG, () -> prepared.size() == 2);
            milk.complete(null);
            if (!Patience.until(3 * Patience.LONG, feast::isDone)) throw new AssertionError("an order is still pending: a recipe threw %s, and the order needs what it should have made".formatted(failure));
            try {
                throw new AssertionError("the recipe of the soup threw %s, and the feast that needs it gives %s: it should fail".formatted(failure, feast.get()));
            } catch (ExecutionException e) {
                assertThat(e.getCause()).withFailMessage("the recipe of the soup threw %s, and the order failed with %s: its cause should be that very exception", failure, e.getCause()).isSameAs(failure);
            }
            assertThat(prepared).withFailMessage("the soup failed, and the menu that needs it was prepared all the same").doesNotContain("menu", "feast");
            done(kitchen.order(BREAD), "another order had failed, and nothing of it had failed in this one");
        }
    }

    @Test @Order(13)
    void aKitchenThatIsFasterThanTheOneWhoOrders() throws Exception {
        try (var kitchen = new Kitchen(1, E23_StarvationTest::plate, true)) {
            assertDone(kitchen.order(new Dish("toast", List.of(BREAD))), "toast(bread)", "the kitchen does at once what it is told");
            kitchen.assertNoStrangers();
        }
    }

    /** So many cooks, and the threads that have prepared something though they are none. */
    private static final class Kitchen implements AutoCloseable {
        private final Set<Thread> cooks = ConcurrentHashMap.newKeySet();
        private final Map<String, Thread> strangers = new ConcurrentHashMap<>();
        private final AtomicInteger tasks = new AtomicInteger();        // that were handed over so far
        private final ThreadPoolExecutor pool;
        private final E23_Starvation kitchen;

        Kitchen(int cooks, Recipe recipe) { this(cooks, recipe, false); }

        /** If it is prompt, whoever hands it a task has to wait until it is done, unless it is a cook. */
        Kitchen(int cooks, Recipe recipe, boolean prompt) {
            pool = new ThreadPoolExecutor(cooks, cooks, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                var cook = Thread.ofPlatform().daemon().name("cook").unstarted(task);
                this.cooks.add(cook);
                return cook;
            }) {
                @Override public void execute(Runnable task) {
                    tasks.incrementAndGet();
                    if (!prompt || Kitchen.this.cooks.contains(Thread.currentThread())) super.execute(task);
                    else CompletableFuture.runAsync(task, super::execute).exceptionally(_ -> null).join();
                }
            };
            pool.prestartAllCoreThreads();
            kitchen = new E23_Starvation(pool, (dish, parts) -> {
                if (!this.cooks.contains(Thread.currentThread())) strangers.put(dish, Thread.currentThread());
                return recipe.prepare(dish, parts);
            });
        }

        Future<String> order(Dish dish) throws Exception {
            return Call.of("order()", () -> kitchen.order(dish)).returns("a guest who orders %s waits for nothing yet".formatted(dish.name()));
        }

        void assertNoStrangers() {
            strangers.forEach((dish, thread) -> {
                throw new AssertionError("%s was prepared by %s, which is not one of the kitchen".formatted(dish, thread.isVirtual() ? "a virtual thread" : "the thread " + thread.getName()));
            });
        }

        /** Lets what can end do so first: a task that is dropped would leave whoever waits for it where he is, perhaps in the common pool. */
        @Override public void close() {
            pool.shutdown();
            for (int turn = 0; turn < Patience.SHORT && !pool.isTerminated(); turn++) LockSupport.parkNanos(1_000_000);
            pool.shutdownNow();
        }
    }

    private static Dish menu(String name, String... courses) {
        return new Dish(name, Stream.of(courses).map(course -> new Dish(course, List.of())).toList());
    }

    private static String plate(String dish, List<String> parts) { return parts.isEmpty() ? dish : "%s(%s)".formatted(dish, String.join(", ", parts)); }

    private static String done(Future<String> order, String because) throws Exception { return Outcome.of(order, "an order", because); }

    private static void assertDone(Future<String> order, String expected, String because) throws Exception {
        var given = done(order, because);
        if (!given.equals(expected)) throw new AssertionError("an order gave %s, and should be %s: %s".formatted(given, expected, because));
    }
}
