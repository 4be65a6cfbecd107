package workbook.proof.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The search finds everything that can happen up to its bounds, the same in every run, and says if it has not. */
class SearchTest {
    /** Under this key of the system's properties, which all class loaders share, scenarios leave what they have seen. */
    private static final String OUTCOMES = "outcomes", PROGRAM = "program";

    private static Set<Object> outcomes(Explore exploration) {
        var outcomes = new TreeSet<>();
        System.getProperties().put(OUTCOMES, outcomes);
        exploration.allowRaces().run();
        return outcomes;
    }

    @SuppressWarnings("unchecked") private static void tell(Object outcome) { ((Set<Object>) System.getProperties().get(OUTCOMES)).add(outcome); }

    static class TwoReadWhatTwoWrite {
        private volatile int x, y;
        private int ofAnn, ofBob;

        @Actor void ann() {
            x = 1;
            ofAnn = y;
        }

        @Actor void bob() {
            y = 1;
            ofBob = x;
        }

        @Check void told() { tell(ofAnn + "" + ofBob); }
    }

    @Test
    void everyOutcomeIsFound() {
        assertThat(outcomes(Explore.scenario(TwoReadWhatTwoWrite.class))).containsExactly("01", "10", "11");
    }

    static class ThreeSwitches {
        private volatile int turn;
        private int reached;

        @Actor void ann() {
            turn = 1;
            if (turn == 2) turn = 3;
        }

        @Actor void bob() {
            if (turn == 1) turn = 2;
            if (turn == 3) reached = 3;
        }

        @Check void told() { tell(reached); }
    }

    @Test
    void moreNeedsMorePreemptions() {
        assertThat(outcomes(Explore.scenario(ThreeSwitches.class).preemptions(1))).containsExactly(0);
        assertThat(outcomes(Explore.scenario(ThreeSwitches.class).preemptions(2))).containsExactly(0, 3);
    }

    static class OneComesToWait {
        private volatile int x, y;
        private String seen;

        @Actor void ann() {
            x = 1;
            synchronized (this) {}
            y = 1;
        }

        @Actor void bob() {
            seen = "" + x + y;
            synchronized (this) {}
            seen += y;
        }

        @Check void told() { tell(seen); }
    }

    @Test
    void whoComesToWaitGivesBackTheTurn() {
        assertThat(outcomes(Explore.scenario(OneComesToWait.class).preemptions(1))).contains("101");
    }

    static class TwoNotified {
        private String order = "";

        private synchronized void await(String name) throws InterruptedException {
            order += name;
            wait();
            order += name;
        }

        @Actor void ann() throws InterruptedException { await("a"); }

        @Actor void bob() throws InterruptedException { await("b"); }

        @Actor void waker() {
            for (int i = 2; i < 4; )
                synchronized (this) {
                    if (order.length() < i) continue;
                    notify();
                    i++;
                }
        }

        @Check void told() { tell(order); }
    }

    @Test
    void anybodyMayBeWoken() {
        assertThat(outcomes(Explore.scenario(TwoNotified.class).preemptions(0))).containsExactly("abab", "abba", "baab", "baba");
    }

    static class OnePermit {
        private final Semaphore permit = new Semaphore(1);
        private boolean ofAnn, ofBob;

        @Actor void ann() { ofAnn = permit.tryAcquire(); }

        @Actor void bob() { ofBob = permit.tryAcquire(); }

        @Check void told() { tell(ofAnn + " " + ofBob); }
    }

    @Test
    void anybodyMayGetThePermit() {
        assertThat(outcomes(Explore.scenario(OnePermit.class))).containsExactly("false true", "true false");
    }

    static class OneWaitsForAWhile {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean locked;

        @Actor void ann() throws InterruptedException {
            locked = lock.tryLock(1, TimeUnit.HOURS);
            if (locked) lock.unlock();
        }

        @Actor void bob() {
            lock.lock();
            lock.unlock();
        }

        @Check void told() { tell(locked); }
    }

    @Test
    void aWaitMayTimeOutAlthoughOthersCouldGoOn() {
        assertThat(outcomes(Explore.scenario(OneWaitsForAWhile.class))).containsExactly(false, true);
    }

    /** A program of some actors, of which each letter is an operation. */
    static class Program {
        private final String[] parts = System.getProperty(PROGRAM).split(" ");
        private final String[] seen = new String[parts.length];
        private volatile int a, b;
        private int p, q, guarded;
        private final AtomicInteger count = new AtomicInteger();
        private final ReentrantLock lock = new ReentrantLock();
        private final Object monitor = new Object();

        private void act(int part) throws InterruptedException {
            if (part >= parts.length) return;
            var all = "";
            for (var letter : parts[part].split("")) all += operate(letter);
            seen[part] = all;
        }

        private Object operate(String letter) throws InterruptedException {
            switch (letter) {
                case "a" -> { return a; }
                case "A" -> a = a + 1;
                case "b" -> { return b; }
                case "B" -> b = 5 - a;
                case "p" -> { return p; }
                case "P" -> p++;
                case "Q" -> q = p + 1;
                case "c" -> { return count.incrementAndGet(); }
                case "C" -> count.set(2 * count.get() + 1);
                case "d" -> { return count.compareAndSet(1, 10); }
                case "l" -> {
                    lock.lock();
                    q = 2 * q + 1;
                    lock.unlock();
                }
                case "t" -> {
                    if (!lock.tryLock()) return false;
                    q = q + 3;
                    lock.unlock();
                }
                case "m" -> { synchronized (monitor) { return ++guarded; } }
                case "w" -> { synchronized (monitor) { monitor.wait(10); return guarded; } }
                case "n" -> { synchronized (monitor) { monitor.notify(); guarded += 2; } }
                case "k" -> { synchronized (monitor) { synchronized (this) { p += guarded; } } }
                case "K" -> { synchronized (this) { synchronized (monitor) { p += guarded; } } }
                default -> throw new IllegalArgumentException(letter);
            }
            return "";
        }

        @Actor void ann() throws InterruptedException { act(0); }

        @Actor void bob() throws InterruptedException { act(1); }

        @Actor void cat() throws InterruptedException { act(2); }

        @Check void told() { tell(Arrays.toString(seen) + a + b + p + q + guarded + count); }
    }

    /** Which outcomes there are, or, if an outcome is that nobody goes on, that. */
    private static Object outcomesOf(String program, Explore exploration) {
        System.setProperty(PROGRAM, program);
        try {
            return outcomes(exploration.preemptions(2).schedules(1_000_000));
        } catch (AssertionError e) {
            return e.getMessage().split(":")[0];
        }
    }

    @Test
    void whatIsLeftOutIsKnownAlready() {
        var random = new Random(1);
        for (int i = 0; i < 25; i++) {
            int actors = 2 + random.nextInt(2);
            var program = new StringBuilder();
            for (int letter = 0; letter < 6; letter++)
                program.append(letter > 0 && letter % (6 / actors) == 0 ? " " : "").append("aAbBpPQcCdltmwnkK".charAt(random.nextInt(17)));
            assertThat(outcomesOf(program.toString(), Explore.scenario(Program.class))).as(program.toString())
                    .isEqualTo(outcomesOf(program.toString(), Explore.scenario(Program.class).unreduced()));
        }
    }

    static class Slow {
        private volatile int x;

        @Actor void ann() { for (int i = 0; i < 5; i++) x++; }

        @Actor void bob() { for (int i = 0; i < 5; i++) x++; }

        @Actor void cat() { for (int i = 0; i < 5; i++) x++; }
    }

    @Test
    void aSearchThatIsCutProvesNothing() {
        var exploration = Explore.scenario(Slow.class).schedules(100);
        assertThatThrownBy(exploration::run).hasMessageStartingWith("100 schedules were tried, and there are more");
        assertThat(Explore.scenario(Slow.class).schedules(100).allowCut().run()).extracting(Report::schedules, Report::complete)
                .containsExactly(100, false);
    }

    static class Statics {
        private static int left = 0;
        private static final int[] ELEMENTS = {0};

        @Actor synchronized void ann() { left++; }

        @Actor synchronized void bob() { ELEMENTS[0]++; }

        @Check void nothingIsLeftOfTheScheduleBefore() { assertThat(left + ELEMENTS[0]).isEqualTo(2); }
    }

    @Test
    void eachScheduleHasItsOwnStaticFields() {
        assertThat(Explore.all(Statics.class).schedules()).isGreaterThan(3);
    }

    static class Bystander {
        private int x;

        @Actor void ann() { x = 1; }

        @Actor void bob() {}
    }

    static class Empty {}

    @Test
    void whoDoesNothingIsNamed() {
        assertThatThrownBy(() -> Explore.all(Bystander.class)).hasMessageStartingWith("bob met no scheduling point");
        Explore.scenario(Bystander.class).allowIdle().run();
        assertThatThrownBy(() -> Explore.all(Empty.class)).hasMessageStartingWith("Empty has no @Actor");
    }

    @Test
    void everyRunTellsTheSameStory() {
        for (var scenario : VerdictTest.Wrong.class.getDeclaredClasses()) {
            var exploration = Explore.scenario(scenario).steps(5_000);
            var message = catchThrowable(exploration::run).getMessage();
            for (int i = 0; i < 5; i++) assertThat(catchThrowable(exploration::run)).hasMessage(message);
        }
    }

    @Test
    void everyRunTriesTheSameSchedules() {
        for (var scenario : VerdictTest.Right.class.getDeclaredClasses()) {
            var report = Explore.all(scenario);
            for (int i = 0; i < 3; i++) assertThat(Explore.all(scenario)).as(scenario.getSimpleName()).isEqualTo(report);
        }
    }
}
