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
        for (int times = 0; times < 3; times++, hall.heard(ann)) bell.pass(45);
        bell.pass(200);
        ann.assertDropped("was heard from at 45, 90 and 135 s and never again", 235);
        ann.assertBeats("was heard from at 45, 90 and 135 s and never again", 30, 60, 90, 120, 150, 180, 210);
    }

    @Test @Order(5)
    void whoIsThereCannotJoinAgain() {
        var ann = join();
        bell.pass(10);
        hall.join(ann);
        bell.pass(150);
        ann.assertBeats("joined at 0 s and again at 10 s", 30, 60, 90);
        ann.assertDropped("joined at 0 s and again at 10 s", 100);
    }

    @Test @Order(6)
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

    @Test @Order(7)
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

    @Test @Order(8)
    void aBeatMayCallBack() {
        Pager ann = join(), bob = join(), eve = join();
        ann.then = () -> hall.leave(ann);
        bob.then = () -> hall.heard(bob);
        bell.pass(155);
        ann.assertBeats("left out of the beat at 30 s", 30);
        bob.assertBeats("is heard from out of each beat", 30, 60, 90, 120, 150);
        eve.assertBeats("was there while another one left out of the beat at 30 s", 30, 60, 90);
    }

    @Test @Order(9)
    void whoIsDroppedMayComeBackAtOnce() {
        var ann = join();
        ann.then = () -> hall.join(ann);
        bell.pass(165);
        ann.assertBeats("says join() out of each beat() and out of dropped() at 100 s", 30, 60, 90, 130, 160);
    }

    @Test @Order(10)
    void whoIsSentAwayGetsNothingMore() {
        for (int seconds : List.of(29, 99)) {
            Pager ann = join(), bob = join();
            bell.pass(seconds);
            var called = new ArrayList<Pager>();
            ann.then = () -> { called.add(ann); hall.leave(bob); };
            bob.then = () -> { called.add(bob); hall.leave(ann); };
            bell.pass(1);
            if (called.size() != 1) throw new AssertionError("%s of two guests was due in the same second, each said leave() of the other out of it, and %d of them got it instead of 1"
                    .formatted(seconds == 29 ? "beat()" : "dropped()", called.size()));
        }
    }

    @Test @Order(11)
    void nobodyWaitsForASlowGuest() {
        for (var underWay : List.of("a beat", "dropped()")) {
            Pager ann = join(), eve = new Pager(bell);
            bell.pass(underWay.equals("a beat") ? 29 : 99);
            var bob = join();
            int now = (int) bell.now();
            ann.then = () -> allReturn(ann, underWay, () -> hall.join(eve), () -> hall.heard(bob), () -> hall.leave(ann));
            bell.pass(35);
            bob.assertBeats("joined at %d s, 1 s before %s of somebody else that took its time".formatted(now, underWay), now + 30);
            eve.assertBeats("joined at %d s, while %s of somebody else was under way".formatted(now + 1, underWay), now + 31);
        }
    }

    /** What the guest has got lasts until all calls have returned, each in a thread of its own. */
    private static void allReturn(Pager guest, String underWay, Runnable... calls) {
        guest.then = () -> {};
        for (var call : calls) try {
            Call.of("the call", () -> { call.run(); return null; }).returns(underWay + " is under way, and nobody else should have to wait for it");
        } catch (Exception e) {
            throw new AssertionError("a call while %s is under way threw %s".formatted(underWay, e), e);
        }
    }

    @Test @Order(12)
    void theTimerHoldsLittle() {
        var guests = new ArrayList<Pager>();
        for (int second = 0; second < 20; second++, bell.pass(1)) IntStream.range(0, 200).forEach(_ -> guests.add(join()));
        for (int times = 0; times < 3; times++) guests.forEach(hall::heard);
        bell.assertHolds(8_001, "4,000 guests are there, and each was heard from 3 times");
        bell.pass(35);
        for (int guest = 0; guest < 4_000; guest++) guests.get(guest).assertBeats("joined at %d s as one of 4,000, now it is 55 s".formatted(guest / 200), 30 + guest / 200);
        guests.subList(0, 3_900).forEach(hall::leave);
        bell.assertHolds(201, "3,900 of 4,000 guests have left");
        for (int times = 0; times < 300; times++, hall.join(guests.getLast())) hall.leave(guests.getLast());
        bell.assertHolds(201, "100 guests are there, one of whom has left and come back 300 times");
        guests.forEach(hall::leave);
        bell.pass(30);
        bell.assertHolds(0, "all guests left 30 s ago");
    }

    @Test @Order(13)
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

    abstract static class Scene {
        final Bell bell = new Bell();
        final E08_TenThousandUsers hall = new E08_TenThousandUsers(bell);
        final Pager ann = new Pager(bell), bob = new Pager(bell);
    }

    @Test @Order(14) void guestsJoinAndLeaveAtOnce() { Explore.scenario(JoinAndLeave.class).preemptions(1).run(); }
    static class JoinAndLeave extends Scene {
        @Actor void one() { hall.join(ann); }

        @Actor void other() {
            hall.join(bob);
            hall.join(ann);
            hall.leave(ann);
        }

        @Check void whoIsThereGetsABeat() {
            hall.join(ann);
            bell.pass(35);
            bob.assertBeats("joined at 0 s, at the same moment as another one", 30);
            ann.assertBeats("joined twice at once and left at 0 s, and joined again then", 30);
            List.of(ann, bob).forEach(hall::leave);
            bell.pass(30);
            bell.assertHolds(0, "two guests joined at once, and left 30 s ago");
        }
    }

    abstract static class AsTimePasses extends Scene {
        AsTimePasses(long seconds) {
            List.of(ann, bob).forEach(hall::join);
            bell.pass(seconds);
        }

        @Actor void timer() { bell.pass(1); }
    }

    @Test @Order(15) void guestsLeaveAndComeBackAsABeatIsDue() { Explore.scenario(BackAtABeat.class).preemptions(1).run(); }
    static class BackAtABeat extends AsTimePasses {
        BackAtABeat() { super(29); }

        @Actor void guests() {
            hall.leave(bob);
            hall.leave(ann);
            hall.join(ann);
        }

        @Check void theyBeginAnew() {
            List.of(ann, bob).forEach(guest -> guest.beats.clear());        // at 30 s one may have been under way
            bell.pass(10);
            hall.join(bob);
            bell.pass(33);
            bob.assertBeats("left at 30 s, as a beat was due, and came back at 40 s", 70);
            ann.assertBeats("left and came back at 29 or 30 s, as a beat was due", ann.beats.contains(59) ? 59 : 60);
            bell.assertHolds(5, "two guests are there, who left 43 s ago and came back");
        }
    }

    @Test @Order(16) void aGuestIsHeardFromAsItIsDropped() { Explore.scenario(HeardAtTheEnd.class).preemptions(1).run(); }
    static class HeardAtTheEnd extends AsTimePasses {
        HeardAtTheEnd() { super(99); }

        @Actor void once() { hall.heard(ann); }
        @Actor void again() { hall.heard(ann); }

        @Check void itIsDroppedOnce() {
            bell.pass(45);
            boolean isGone = !ann.drops.isEmpty();
            if (isGone) bell.assertHolds(0, "the last guest was dropped 45 s ago, as it was heard from");
            hall.heard(ann);
            bell.pass(105);
            ann.assertDropped("was heard from twice at once as the 100 s were up, and again at 145 s", isGone ? 100 : 245);
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
