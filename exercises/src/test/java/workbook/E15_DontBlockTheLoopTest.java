package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import workbook.E15_DontBlockTheLoop.Guest;
import workbook.E15_DontBlockTheLoop.Passwords;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Raised;
import workbook.proof.Rendezvous;

@Proof
class E15_DontBlockTheLoopTest {
    @AutoClose private final Loop loop = new Loop();
    @AutoClose("shutdownNow") private final ExecutorService workers = Executors.newFixedThreadPool(3, Thread.ofPlatform().daemon().name("worker-", 1).factory());
    private final CompletableFuture<Void> slow = new CompletableFuture<>();

    @AutoClose private final AutoCloseable end = () -> slow.complete(null);

    @Test @Order(1)
    void theLoopIsFreeWhileAPasswordIsChecked() throws Exception {
        var checked = new CopyOnWriteArrayList<Thread>();
        var shop = shop((name, password) -> {
            checked.add(Thread.currentThread());
            if (!loop.isHere()) slow.join();
            return true;
        });
        shop.login(new Visitor("Ann"));
        Patience.until(Patience.LONG, () -> !checked.isEmpty());
        assertThat(checked).withFailMessage("a password was checked on the loop's thread: all others wait for that").noneMatch(loop.thread::equals);
        assertThat(checked).withFailMessage("Ann logged in, and her password was checked %d times", checked.size()).hasSize(1);
        var by = checked.getFirst().getName();
        assertThat(by.startsWith("worker-")).withFailMessage("a password was checked on a thread \"%s\", and the workers are there for it", by).isTrue();
        int before = loop.turns.get();
        Patience.until(Patience.SHORT, () -> loop.turns.get() > before + 100);
        assertThat(loop.turns.get() - before).withFailMessage("the loop had more than 100 turns while a password was checked, and nothing to do: it ought to sleep").isLessThanOrEqualTo(100);
    }

    @Test @Order(2)
    void asManyChecksAtOnceAsThereAreWorkers() throws Exception {
        try (var checks = Rendezvous.of(3, "checks")) {
            var shop = shop((name, password) -> {
                meet(checks);
                return true;
            });
            var guests = List.of(new Visitor("Ann"), new Visitor("Bob"), new Visitor("Cem"));
            for (var guest : guests) shop.login(guest);
            Patience.until(3 * Patience.LONG, () -> guests.stream().noneMatch(guest -> guest.answers.isEmpty()));
            checks.assertMet("three guests log in, and there are three workers");
            for (var guest : guests) guest.awaitAnswer("welcome", "her password is checked");
        }
    }

    @ParameterizedTest @Order(3)
    @CsvSource({"open sesame, welcome", "sesam, wrong password"})
    void theAnswerComesOnTheLoop(String password, String answer) throws Exception {
        var shop = shop((name, given) -> given.equals("open sesame"));
        var ann = new Visitor("Ann", password);
        shop.login(ann);
        ann.awaitAnswer(answer, "her password is checked");
    }

    @Test @Order(4)
    void eachGetsHerOwnAnswer() throws Exception {
        var shop = shop((name, password) -> {
            if (name.equals("Ann")) slow.join();
            return name.equals("Ann");
        });
        Visitor ann = new Visitor("Ann"), bob = new Visitor("Bob");
        shop.login(ann);
        shop.login(bob);
        bob.awaitAnswer("wrong password", "Ann's password is still being checked, and his is not right");
        slow.complete(null);
        ann.awaitAnswer("welcome", "her password is checked");
    }

    static List<Throwable> failures() { return List.of(new IllegalStateException("no such guest"), new StackOverflowError("too deep"), new RejectedExecutionException("too many")); }

    @ParameterizedTest @Order(5)
    @MethodSource("failures")
    void aCheckThatFailsIsAnAnswer(Throwable failure) throws Exception {
        var shop = shop((name, password) -> {
            if (!name.equals("Ann")) return true;
            throw (RuntimeException) Raised.of(failure);
        });
        Visitor ann = new Visitor("Ann"), bob = new Visitor("Bob");
        shop.login(ann);
        ann.awaitAnswer("sorry", "isRight() threw " + failure);
        shop.login(bob);
        bob.awaitAnswer("welcome", "the check of another guest had failed before");
    }

    @Test @Order(6)
    void theWorkersTakeNoMore() throws Exception {
        var shop = new Shop(task -> { throw new RejectedExecutionException("three are at work, and the queue is full"); }, (name, password) -> true);
        var ann = new Visitor("Ann");
        shop.login(ann);
        ann.awaitAnswer("busy", "the workers take no more tasks");
    }

    @Test @Order(7)
    void whoHasLeftGetsNoAnswer() throws Exception {
        var shop = shop((name, password) -> {
            if (name.equals("Ann")) slow.join();
            return true;
        });
        var ann = new Visitor("Ann");
        shop.login(ann);
        shop.leave(ann);
        slow.complete(null);
        ann.assertNoAnswer("she has left, and got an answer all the same");
    }

    @ParameterizedTest @Order(8)
    @CsvSource({"true, 'she has left and come back', before", "false, 'she has asked again', first"})
    void onlyTheLastQuestionIsAnswered(boolean leaves, String what, String when) throws Exception {
        var checks = new AtomicInteger();
        var second = new CompletableFuture<Boolean>();
        try (AutoCloseable _ = () -> second.complete(true)) {
            var shop = shop((name, password) -> {
                if (checks.incrementAndGet() > 1) return second.join();
                slow.join();
                return false;
            });
            var ann = new Visitor("Ann");
            shop.login(ann);
            assertThat(Patience.until(Patience.LONG, () -> checks.get() > 0)).as("her password is being checked").isTrue();
            if (leaves) shop.leave(ann);
            shop.login(ann);
            slow.complete(null);
            ann.assertNoAnswer("%s, and got the answer to what she had asked %s".formatted(what, when));
            second.complete(true);
            ann.awaitAnswer("welcome", what + ", and her password is checked");
        }
    }

    @Test @Order(9)
    void anotherGuestIsAnother() throws Exception {
        var shop = shop((name, password) -> {
            slow.join();
            return true;
        });
        Visitor ann = new Visitor("Ann"), anotherAnn = new Visitor("Ann"), bob = new Visitor("Bob");
        for (var guest : List.of(ann, anotherAnn, bob)) shop.login(guest);
        shop.leave(bob);
        slow.complete(null);
        ann.awaitAnswer("welcome", "another guest has left, and one has the same name");
        anotherAnn.awaitAnswer("welcome", "another guest has left, and one has the same name");
        bob.assertNoAnswer("he has left, and got an answer all the same");
    }

    private Shop shop(Passwords passwords) { return new Shop(workers, passwords); }

    private static void meet(Rendezvous checks) {
        try {
            checks.meet();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The learner's shop, whose methods are called on the loop. */
    private final class Shop {
        private final E15_DontBlockTheLoop shop;

        Shop(Executor workers, Passwords passwords) { shop = new E15_DontBlockTheLoop(loop, workers, passwords); }

        void login(Guest guest) throws Exception { loop.call("login()", () -> shop.login(guest)); }

        void leave(Guest guest) throws Exception { loop.call("leave()", () -> shop.leave(guest)); }
    }

    /** One thread, and a queue of tasks. */
    private static final class Loop implements Executor, AutoCloseable {
        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        private final AtomicInteger turns = new AtomicInteger();
        private final Thread thread = Thread.ofPlatform().daemon().name("the loop").start(() -> {
            try {
                while (true) {
                    tasks.take().run();
                    turns.incrementAndGet();
                }
            } catch (InterruptedException over) { }
        });

        @Override public void execute(Runnable task) { tasks.add(task); }

        boolean isHere() { return Thread.currentThread() == thread; }

        void call(String name, Runnable method) throws Exception {
            var over = new CompletableFuture<Void>();
            execute(() -> {
                try {
                    method.run();
                    over.complete(null);
                } catch (Throwable e) {
                    over.completeExceptionally(e);
                }
            });
            if (!Patience.until(Patience.LONG, over::isDone)) throw new AssertionError(name + " has not returned: a password is being checked, and all other guests wait for the loop");
            if (over.isCompletedExceptionally()) throw new AssertionError("%s threw %s: on a loop, nobody is there to catch it".formatted(name, over.exceptionNow()), over.exceptionNow());
        }

        @Override public void close() { thread.interrupt(); }
    }

    /** A guest who remembers on which threads she was answered, and looked up in a set or a map. */
    private final class Visitor implements Guest {
        private final String name, password;
        private final List<String> answers = new CopyOnWriteArrayList<>(), elsewhere = new CopyOnWriteArrayList<>();

        Visitor(String name) { this(name, "open sesame"); }

        Visitor(String name, String password) {
            this.name = name;
            this.password = password;
        }

        @Override public String name() { return name; }

        @Override public String password() { return password; }

        @Override public void answer(String text) {
            if (!loop.isHere()) elsewhere.add("her answer came on a thread of the workers: \"%s\"".formatted(text));
            answers.add(text);
        }

        @Override public int hashCode() {
            if (!loop.isHere()) elsewhere.add(name + " was looked up on a thread of the workers: who is here is known on the loop only");
            return name.hashCode();
        }

        @Override public boolean equals(Object other) { return this == other; }

        void awaitAnswer(String text, String because) throws InterruptedException {
            boolean came = Patience.until(Patience.LONG, () -> !answers.isEmpty());
            assertThat(elsewhere).withFailMessage(() -> elsewhere.getFirst()).isEmpty();
            assertThat(came).withFailMessage("%s, and her answer never came: %s waits for ever", because, name).isTrue();
            assertThat(answers).withFailMessage("%s, and %s was told %s in place of \"%s\"", because, name, answers, text).containsExactly(text);
        }

        void assertNoAnswer(String sentence) throws InterruptedException {
            assertThat(Patience.until(Patience.SHORT, () -> !answers.isEmpty())).withFailMessage(sentence).isFalse();
        }
    }
}
