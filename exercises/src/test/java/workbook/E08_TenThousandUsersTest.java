package workbook;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.E08_TenThousandUsers.Guest;
import workbook.E08_TenThousandUsers.Timer;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Proof;
import workbook.proof.VirtualClock;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** Time is a number that the test moves. What happens at once is played in the orders in which it can happen. */
@Proof
class E08_TenThousandUsersTest {
    private final Bell bell = new Bell();
    private final E08_TenThousandUsers hall = new E08_TenThousandUsers(bell);

    private Pager join() {
        var guest = new Pager(bell);
        hall.join(guest);
        return guest;
    }

    @Test @Order(1)
    void noGuestHasAThread() throws Exception {
        var threads = Census.take();
        var hall = new E08_TenThousandUsers(bell);
        for (int guest = 0; guest < 20; guest++) hall.join(new Pager(bell));
        threads.assertNobodyLeft("20 guests have joined and wait, and a thread that only waits is memory for nothing");
    }

    @Test @Order(2)
    void aBeatComesEvery30Seconds() {
        var ann = join();
        bell.pass(7);
        var bob = join();
        bell.pass(88);
        ann.assertBeats("joined at 0 s, now it is 95 s", 30, 60, 90);
        bob.assertBeats("joined at 7 s, now it is 95 s", 37, 67);
    }

    @Test @Order(3)
    void whoIsNotHeardFromIsDropped() {
        var ann = join();
        bell.pass(300);
        ann.assertDropped("joined at 0 s and was not heard from, now it is 300 s", 100);
        ann.assertBeats("joined at 0 s and was dropped at 100 s", 30, 60, 90);
    }

    @Test @Order(4)
    void whoIsHeardFromStays() {
        var ann = join();
        for (int times = 0; times < 3; times++) {
            bell.pass(45);
            hall.heard(ann);
        }
        bell.pass(200);
        ann.assertDropped("was heard from at 45, 90 and 135 s and never again", 235);
        ann.assertBeats("was heard from at 45, 90 and 135 s and never again", 30, 60, 90, 120, 150, 180, 210);
    }

    @Test @Order(5)
    void whoLeavesGetsNothingMoreAndWhoComesBackBeginsAnew() {
        Pager ann = join(), bob = join();
        bell.pass(40);
        List.of(ann, bob).forEach(hall::leave);
        hall.heard(ann);
        hall.leave(ann);
        bell.pass(5);
        hall.join(bob);
        bell.pass(120);
        ann.assertBeats("joined at 0 s and left at 40 s", 30);
        ann.assertDropped("joined at 0 s and left at 40 s");
        bob.assertBeats("left at 40 s and joined again at 45 s", 30, 75, 105, 135);
        bob.assertDropped("left at 40 s and joined again at 45 s", 145);
    }

    @Test @Order(6)
    void whoThrowsDisturbsNobody() {
        Pager ann = join(), bob = join(), eve = join();
        bob.then = () -> { throw new IllegalStateException("the pager is broken"); };
        bell.pass(150);
        for (var other : List.of(ann, eve)) {
            other.assertBeats("joined at 0 s, and the beats of another one throw", 30, 60, 90);
            other.assertDropped("joined at 0 s, and dropped() of another one throws", 100);
        }
        bob.assertBeats("joined at 0 s, and each beat throws", 30, 60, 90);
        bob.assertDropped("joined at 0 s, and each beat throws", 100);
    }

    @Test @Order(7)
    void aBeatMayCallBack() {
        Pager ann = join(), bob = join(), eve = join();
        ann.then = () -> hall.leave(ann);
        bob.then = () -> hall.heard(bob);
        bell.pass(155);
        ann.assertBeats("left out of the beat at 30 s", 30);
        bob.assertBeats("is heard from out of each beat", 30, 60, 90, 120, 150);
        eve.assertBeats("was there while another one left out of the beat at 30 s", 30, 60, 90);
    }

    @Test @Order(8)
    void nobodyWaitsForASlowBeat() {
        Pager ann = join(), bob = join(), eve = new Pager(bell);
        ann.then = () -> {                                      // ann's beat lasts until all calls have returned
            ann.then = () -> {};
            for (var call : List.<Runnable>of(() -> hall.join(eve), () -> hall.heard(bob), () -> hall.leave(ann))) returns(call);
        };
        bell.pass(65);
        bob.assertBeats("joined at 0 s, and a beat of somebody else took its time", 30, 60);
        eve.assertBeats("joined at 30 s, while a beat of somebody else was under way", 60);
        ann.assertBeats("left at 30 s, while the beat was under way", 30);
    }

    private static void returns(Runnable call) {
        try {
            Call.of("the call", () -> { call.run(); return null; }).returns("a beat is under way, and nobody else should have to wait for it");
        } catch (Exception e) {
            throw new AssertionError("a call while a beat is under way threw " + e, e);
        }
    }

    @Test @Order(9)
    void theTimerHoldsLittle() {
        var guests = new ArrayList<Pager>();
        for (int second = 0; second < 20; second++, bell.pass(1)) IntStream.range(0, 200).forEach(_ -> guests.add(join()));
        for (int times = 0; times < 3; times++) guests.forEach(hall::heard);
        bell.assertHolds(8_001, "4,000 guests are there, and each was heard from 3 times");
        bell.pass(35);
        for (int guest = 0; guest < 4_000; guest++) guests.get(guest).assertBeats("joined at %d s as one of 4,000, now it is 55 s".formatted(guest / 200), 30 + guest / 200);
        guests.subList(0, 3_900).forEach(hall::leave);
        bell.assertHolds(201, "3,900 of 4,000 guests have left");
        for (int times = 0; times < 300; times++) {
            hall.leave(guests.getLast());
            hall.join(guests.getLast());
        }
        bell.assertHolds(201, "100 guests are there, one of whom has left and come back 300 times");
        guests.forEach(hall::leave);
        bell.pass(30);
        bell.assertHolds(0, "all guests left 30 s ago");
    }

    @Test @Order(10)
    void whoIsGoneIsForgotten() {
        var dropped = new WeakReference<>(join());
        bell.pass(80);
        var left = new WeakReference<>(join());
        hall.leave(left.get());
        bell.pass(55);
        System.gc();
        for (var gone : List.of(left, dropped))
            if (gone.get() != null) throw new AssertionError("a guest %s, and is still referred to: memory fills up with those who were there once"
                    .formatted(gone == left ? "left 55 s ago" : "was dropped 35 s ago"));
    }

    @Test @Order(11) void twoGuestsJoinAtOnce() { Explore.all(TwoJoin.class); }

    static class TwoJoin {
        private final Bell bell = new Bell();
        private final E08_TenThousandUsers hall = new E08_TenThousandUsers(bell);
        private final Pager ann = new Pager(bell), bob = new Pager(bell);

        @Actor void ann() { hall.join(ann); }
        @Actor void bob() { hall.join(bob); }

        @Check void bothGetABeat() {
            bell.pass(35);
            for (var guest : List.of(ann, bob)) guest.assertBeats("joined at 0 s, at the same moment as another one", 30);
        }
    }

    abstract static class Scene {
        final Bell bell = new Bell();
        final E08_TenThousandUsers hall = new E08_TenThousandUsers(bell);
        final Pager ann = new Pager(bell), bob = new Pager(bell);

        Scene(long seconds) {
            hall.join(ann);
            bell.pass(seconds);
        }

        @Actor void timer() { bell.pass(1); }
    }

    @Test @Order(12) void aGuestLeavesAndAnotherJoinsAsABeatIsDue() { Explore.scenario(LeavesAtABeat.class).preemptions(1).run(); }

    static class LeavesAtABeat extends Scene {
        LeavesAtABeat() { super(29); }

        @Actor void guests() {
            hall.leave(ann);
            hall.join(bob);
        }

        @Check void oneGetsNothingAndTheOtherABeat() {
            int beats = ann.beats.size();
            bell.pass(33);
            if (ann.beats.size() > beats) throw new AssertionError("a guest left at 30 s, as a beat was due, and got another one at %d s".formatted(ann.beats.getLast()));
            if (!List.of(59).equals(bob.beats) && !List.of(60).equals(bob.beats))
                throw new AssertionError("the only guest left, another one joined at 29 or 30 s, and by 63 s got beats at %s s".formatted(bob.beats));
            bell.assertHolds(3, "one guest is there, and another one left 30 s ago");
        }
    }

    @Test @Order(13) void aGuestIsHeardFromAsItIsDropped() { Explore.scenario(HeardAtTheEnd.class).preemptions(1).run(); }

    static class HeardAtTheEnd extends Scene {
        HeardAtTheEnd() { super(99); }

        @Actor void guest() { hall.heard(ann); }

        @Check void itIsDroppedOnce() {
            bell.pass(45);
            if (!ann.drops.isEmpty()) bell.assertHolds(0, "the only guest was dropped 45 s ago, as it was heard from");
            bell.pass(105);
            if (ann.drops.size() != 1) throw new AssertionError("a guest was heard from as the 100 s were up, and got dropped() at %s s instead of once".formatted(ann.drops));
        }
    }

    /** A guest who writes down when they get what. */
    static class Pager implements Guest {
        private final Bell bell;
        final List<Integer> beats = new ArrayList<>(), drops = new ArrayList<>();
        Runnable then = () -> {};

        Pager(Bell bell) { this.bell = bell; }

        @Override public void beat() { gets("beat()", beats); }
        @Override public void dropped() { gets("dropped()", drops); }

        private void gets(String what, List<Integer> when) {
            if (bell.runs != Thread.currentThread()) bell.failure = new AssertionError(what + " came from somewhere else than a task of the timer");
            when.add((int) bell.now());
            try {
                then.run();
            } catch (AssertionError e) {        // whoever calls may catch it
                bell.failure = e;
            }
        }

        void assertBeats(String guest, Integer... times) { assertGot(guest, "beats", beats, times); }
        void assertDropped(String guest, Integer... times) { assertGot(guest, "dropped()", drops, times); }

        private static void assertGot(String guest, String what, List<Integer> got, Integer... times) {
            if (!got.equals(List.of(times))) throw new AssertionError("a guest %s, and got %s at %s s instead of %s s".formatted(guest, what, got, List.of(times)));
        }
    }

    /** A timer whose time passes when the test says so. Its tasks run in the thread that lets it pass. */
    static class Bell implements Timer {
        private final VirtualClock<Runnable[]> clock = new VirtualClock<>();    // of half seconds: all that is due comes before a pass() ends
        private int waiting;
        private volatile Thread runs;
        private volatile AssertionError failure;

        @Override public synchronized long now() { return clock.now() / 2; }
        @Override public synchronized E08_TenThousandUsers.Task after(long seconds, Runnable task) { return at(2 * (now() + Math.max(1, seconds)), task); }

        private synchronized E08_TenThousandUsers.Task at(long time, Runnable task) {
            var entry = new Runnable[] {task};
            clock.in(time - clock.now(), entry);
            waiting++;
            return () -> take(entry);
        }

        private synchronized Runnable take(Runnable[] entry) {
            var task = entry[0];
            entry[0] = null;
            if (task != null) waiting--;
            return task;
        }

        private synchronized Runnable next() { return take(clock.next()); }
        void pass(long seconds) {
            Runnable end = () -> {};
            at(2 * (now() + seconds) + 1, end);
            for (var task = next(); task != end; task = next()) {
                runs = Thread.currentThread();
                try {
                    if (task != null) task.run();
                } catch (RuntimeException e) {
                    throw new AssertionError("%s has left a task at %d s, and ends the timer for all".formatted(e, now()), e);
                }
                if (failure != null) throw failure;
            }
        }

        void assertHolds(int most, String because) {
            if (waiting > most) throw new AssertionError("the timer holds %,d tasks, and %,d are enough: %s".formatted(waiting, most, because));
        }
    }
}
