package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.proof.Proof;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** Time is a number that the test moves. What happens at once is played in the orders in which it can happen. */
@Proof
class E14_ManyMachinesTest {

    @Test @Order(1)
    void whatADeadWorkerHadIsHandedOutAgain() {
        var count = new Count(3);
        int lost = count.give("ann");
        count.coordinator.died("ann");
        var got = count.giveAll("bob");
        if (!got.contains(lost)) throw new AssertionError("ann died with chunk %d of 3, and bob, who asked for all that was left, got %s: nobody ever counts hers".formatted(lost, got));
        count.answer("bob", 10, got);
        count.assertTold(30, "ann died with a chunk, and bob answered all 3");
    }

    @Test @Order(2)
    void whoeverLivesKeepsAChunkForALease() {
        var count = new Count(2);
        int chunk = count.give("ann"), other = count.give("bob");
        if (chunk == other) throw new AssertionError("bob got chunk %d, and ann has 10 s for it".formatted(chunk));
        for (count.now = 0; count.now < 10; count.now += 3)
            for (var worker : List.of("carl", "ann", "bob")) count.assertNothing(worker, "ann has 10 s for it, or bob, since 0 s");
    }

    @Test @Order(3)
    void workersAnswerInAnyOrder() {
        for (var order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 2, 0), List.of(2, 0, 1))) {
            var count = new Count(3);
            count.giveAll("ann");
            for (int chunk : order) count.answer("ann", 10 + chunk, Set.of(chunk));
            count.assertTold(33, "the answers came in another order, " + order);
        }
    }

    @Test @Order(4)
    void whatIsNotAnsweredIsHandedOutAgain() {
        var count = new Count(1);
        int chunk = count.give("ann");
        count.now = 1_000;
        if (count.coordinator.next("bob").isEmpty()) throw new AssertionError("ann got chunk %d at 0 s and was never heard of again: now it is 1,000 s, and nobody else gets it".formatted(chunk));
    }

    @Test @Order(5)
    void aLeaseIsOverWhenItIsOver() {
        var count = new Count(2);
        int first = count.give("ann");
        count.now = 4;
        int second = count.give("ann");
        count.now = 10;
        var got = count.coordinator.next("bob");
        if (got.isEmpty()) throw new AssertionError("ann got chunk %d at 0 s, the 10 s are over, and bob, who asks at 10 s, does not get it".formatted(first));
        if (got.getAsInt() == second) throw new AssertionError("bob got chunk %d at 10 s, and ann, who got it at 4 s, has it until 14 s".formatted(second));
        count = new Count(2);
        count.giveAll("ann");
        count.now = 8;
        count.answer("ann", 10, Set.of(0));
        count.now = 10;
        if (count.coordinator.next("bob").isEmpty()) throw new AssertionError("ann got chunks 0 and 1 at 0 s and answered chunk 0 at 8 s; bob asks at 10 s, and does not get chunk 1: an answer makes no lease longer");
    }

    @Test @Order(6)
    void aLeaseBeginsWhenItsWorkerGetsTheChunk() {
        var count = new Count(1);
        count.give("ann");
        count.now = 15;
        count.give("bob");
        count.now = 24;
        count.assertNothing("carl", "bob has got it from ann, whose lease was over, at 15 s, and has 10 s of his own");
        count.now = 25;
        count.give("carl");
        count = new Count(1);
        count.give("ann");
        count.coordinator.died("ann");
        count.now = 2;
        count.give("bob");
        count.now = 10;
        count.assertNothing("carl", "ann had got it at 0 s and died, bob has got it since, at 2 s, and he has it until 12 s");
    }

    @Test @Order(7)
    void theFirstAnswerCounts() {
        var count = new Count(1);
        int chunk = count.give("ann");
        count.now = 12;
        count.answer("ann", 100, Set.of(chunk));
        count.assertTold(100, "ann's lease was over at 10 s, nobody else had asked, and she answered at 12 s: the first answer was thrown away");
        count = new Count(1);
        count.give("ann");
        count.now = 12;
        count.give("bob");
        count.answer("ann", 100, Set.of(chunk));
        count.assertTold(100, "ann's lease was over, bob had got her chunk, and she answered before he did: the first answer was thrown away");
    }

    @Test @Order(8)
    void aSlowWorkerIsNotCountedTwice() {
        var count = new Count(2);
        int slow = count.give("ann"), other = count.give("bob");
        count.now = 10;
        count.giveAll("carl");
        count.answer("carl", 100, Set.of(slow));
        count.answer("ann", 90, Set.of(slow));
        if (!count.told.isEmpty()) throw new AssertionError("chunk %d was answered twice, the other one not at all, and %s was told: carl did it over, as ann was slow".formatted(slow, count.told));
        count.answer("bob", 10, Set.of(other));
        count.assertTold(110, "carl answered 100 for chunk %d, and ann, who was slow, 90 afterwards: the first answer counts; the other chunk has 10".formatted(slow));
    }

    @Test @Order(9)
    void whatIsCountedIsNotHandedOut() {
        var count = new Count(2);
        int chunk = count.give("ann"), other = count.give("dora");
        count.answer("ann", 100, Set.of(chunk));
        count.coordinator.died("ann");
        count.assertNothing("bob", "ann died after her answer: chunk %d is counted already".formatted(chunk));
        count.now = 12;
        count.give("bob");                                      // dora's
        count.answer("dora", 10, Set.of(other));
        count.assertTold(110, "ann answered 100, dora answered 10");
        count.coordinator.died("bob");
        count.assertNothing("carl", "dora was late, but the first to answer, and bob died with the same chunk: it is counted already");
        count.now = 1_000;
        count.assertNothing("carl", "all is counted already, and the leases are over");
    }

    @Test @Order(10)
    void theDeadHaveOnlyWhatNobodyElseHasGot() {
        var count = new Count(1);
        int chunk = count.give("ann");
        count.now = 12;
        count.give("bob");
        count.now = 15;
        count.coordinator.died("ann");
        count.assertNothing("carl", "ann, whose lease was over, had died long after bob got chunk %d, and he has it until 22 s".formatted(chunk));
        count.coordinator.died(new String("bob"));
        if (count.coordinator.next("carl").isEmpty()) throw new AssertionError("bob died with chunk %d, and carl does not get it: equal names are the same worker, also in two Strings".formatted(chunk));
    }

    @Test @Order(11)
    void aWorkerMayDieWithSeveralChunks() {
        var count = new Count(5);
        var hers = new TreeSet<>(Set.of(count.give("ann"), count.give("ann"), count.give("ann")));
        count.coordinator.died("ann");
        var got = count.giveAll("bob");
        if (!got.containsAll(hers)) throw new AssertionError("ann died with several chunks, %s, and bob, who asked for all that was left, got %s".formatted(hers, got));
        count.answer("bob", 10, Set.of(0));
        count.coordinator.died("bob");
        var rest = count.giveAll("carl");
        if (rest.size() != 4) throw new AssertionError("bob had %s, answered chunk 0, and died with the others; carl, who asked for all that was left, got %s".formatted(got, rest));
        count.answer("carl", 10, rest);
        count.assertTold(50, "ann died with 3 of 5 chunks, bob did one and died with 4, and carl answered those");
    }

    @Test @Order(12)
    void whoWasTakenForDeadMayComeBack() {
        var count = new Count(2);
        int chunk = count.give("ann");
        count.coordinator.died("ann");
        count.answer("ann", 100, Set.of(chunk));
        var got = count.coordinator.next("ann");
        if (got.isEmpty()) throw new AssertionError("ann was taken for dead and came back, and gets nothing, though a chunk is free");
        count.assertNothing("bob", "ann was taken for dead and came back, and has got chunk %d since".formatted(got.getAsInt()));
        count.answer("ann", 10, Set.of(got.getAsInt()));
        count.assertTold(110, "ann was taken for dead and came back, and answered both chunks");
        count = new Count(3);
        var freed = Set.of(count.give("ann"), count.give("ann"));
        count.coordinator.died("ann");
        int again = count.give("ann");
        var rest = count.giveAll("bob");
        if (rest.size() != 2) throw new AssertionError("ann was taken for dead with chunks %s of 3, asked again, and got %d; bob, who asked for all that was left, got %s: what was freed is free, also if she lives".formatted(freed, again, rest));
    }

    @Test @Order(13)
    void theTotalIsToldOnce() {
        var count = new Count(2);
        var all = count.giveAll("ann");
        count.now = 10;
        count.giveAll("bob");
        count.answer("ann", 10, all);
        count.assertTold(20, "ann answered both chunks");
        count.answer("bob", 10, all);
        count.coordinator.died("bob");
        if (count.told.size() > 1) throw new AssertionError("the total was told again, when bob answered late what ann had answered: " + count.told);
    }

    @Test @Order(14)
    void aChunkMayHaveNothingInItOrVeryMuch() {
        var count = new Count(3);
        var all = count.giveAll("ann");
        count.answer("ann", 0, all);
        count.assertTold(0, "each of 3 chunks was answered, and has no receipts in it");
        count.now = 20;
        count.assertNothing("bob", "each chunk has no receipts in it, and was answered");
        count = new Count(1);
        count.answer("ann", 3_000_000_000L, count.giveAll("ann"));
        count.assertTold(3_000_000_000L, "the only chunk has 3,000,000,000 receipts, more than an int can hold");
    }

    @Test @Order(15)
    void everybodyDiesButOne() {
        var count = new Count(12);
        for (int worker = 0; worker < 20; worker++) {
            int chunk = count.give("w" + worker);
            if (worker % 4 == 0) count.answer("w" + worker, 10, Set.of(chunk));
            if (worker % 3 == 0) count.coordinator.died("w" + worker);
            else count.now += 10;                               // is never heard of again, or answers late
            if (worker % 5 == 1) count.answer("w" + worker, 10, Set.of(chunk));
        }
        count.now += 10;
        count.answer("zoe", 10, count.giveAll("zoe"));
        count.assertTold(120, "20 workers came, answered in time, late or never, and were gone; zoe did what was left of 12 chunks, of 10 receipts each");
    }

    @Test @Order(16) void twoAskAtOnce() { Explore.all(TwoAsk.class); }

    static class TwoAsk {
        private final Count count = new Count(2);
        private OptionalInt ann, bob;

        @Actor void ann() { ann = count.coordinator.next("ann"); }
        @Actor void bob() { bob = count.coordinator.next("bob"); }

        @Check void eachGetsItsOwn() {
            if (ann.isEmpty() || bob.isEmpty() || ann.equals(bob)) throw new AssertionError("two asked at once, and 2 chunks were free: ann got %s, bob got %s".formatted(ann, bob));
        }
    }

    @Test @Order(17) void theLastTwoAnswerAtOnce() { Explore.all(TheLastTwo.class); }

    static class TheLastTwo {
        private final Count count = new Count(2);
        private final int anns = count.give("ann"), bobs = count.give("bob");

        @Actor void ann() { count.coordinator.done("ann", anns, 3); }
        @Actor void bob() { count.coordinator.done("bob", bobs, 4); }

        @Check void theTotalIsToldOnce() { count.assertTold(7, "two brought the last two chunks at once"); }
    }

    @Test @Order(18) void twoAnswerTheSameAtOnce() { Explore.all(TheSame.class); }

    static class TheSame {
        private final Count count = new Count(2);
        private final int chunk = count.give("ann"), other = count.give("eve");
        { count.now = 10; count.giveAll("bob"); }

        @Actor void ann() { count.coordinator.done("ann", chunk, 3); }
        @Actor void bob() { count.coordinator.done("bob", chunk, 3); }

        @Check void itIsCountedOnce() {
            count.coordinator.done("eve", other, 4);
            count.assertTold(7, "two answered the same chunk at once, then came the only other one");
        }
    }

    @Test @Order(19) void whoIsTakenForDeadAnswersAtOnce() { Explore.all(TakenForDead.class); }

    static class TakenForDead {
        private final Count count = new Count(2);
        private final int chunk = count.give("ann"), other = count.give("eve");

        @Actor void ann() { count.coordinator.done("ann", chunk, 3); }
        @Actor void clerk() { count.coordinator.died("ann"); }

        @Check void itIsCountedAndNotHandedOut() {
            count.assertNothing("bob", "ann answered as she was taken for dead");
            count.coordinator.done("eve", other, 4);
            count.assertTold(7, "ann answered as she was taken for dead, then came the only other chunk");
        }
    }

    @Test @Order(20) void twoAskForWhatIsFreeAgain() { Explore.all(FreeAgain.class); }

    static class FreeAgain {
        private final Count count = new Count(1);
        private OptionalInt bob, carl;
        { count.give("ann"); count.now = 10; }

        @Actor void bob() { bob = count.coordinator.next("bob"); }
        @Actor void carl() { carl = count.coordinator.next("carl"); }

        @Check void oneGetsIt() {
            if (bob.isPresent() == carl.isPresent()) throw new AssertionError("ann's lease was over, and two asked for her chunk: bob got %s, carl got %s".formatted(bob, carl));
        }
    }

    @Test @Order(21) void whoDiesHasNothingAnyMore() { Explore.all(DiesLate.class); }

    static class DiesLate {
        private final Count count = new Count(1);
        private OptionalInt bob;
        { count.give("ann"); count.now = 10; }

        @Actor void bob() { bob = count.coordinator.next("bob"); }
        @Actor void clerk() { count.coordinator.died("ann"); }

        @Check void oneGetsIt() {
            var carl = count.coordinator.next("carl");
            if (bob.isPresent() == carl.isPresent()) throw new AssertionError("ann's lease was over, and bob asked as she was taken for dead: bob got %s, and carl, who asked afterwards, %s".formatted(bob, carl));
        }
    }

    /** A count of so many chunks with a lease of 10 s, and what was told. */
    static class Count {
        long now;
        final List<Long> told = new ArrayList<>();
        final E14_ManyMachines coordinator;

        Count(int chunks) { coordinator = new E14_ManyMachines(chunks, 10, () -> now, told::add); }

        /** The chunk that a worker gets, when one is free. */
        int give(String worker) {
            return coordinator.next(worker).orElseThrow(() -> new AssertionError("%s asked at %d s and got nothing, though a chunk is free".formatted(worker, now)));
        }

        /** All that a worker gets who asks until there is nothing more. */
        Set<Integer> giveAll(String worker) {
            var all = new TreeSet<Integer>();
            for (var got = coordinator.next(worker); got.isPresent(); got = coordinator.next(worker))
                if (!all.add(got.getAsInt())) throw new AssertionError("%s got chunk %d twice within its lease".formatted(worker, got.getAsInt()));
            return all;
        }

        void answer(String worker, long receipts, Set<Integer> chunks) {
            for (int chunk : chunks) coordinator.done(worker, chunk, receipts);
        }

        void assertNothing(String worker, String because) {
            coordinator.next(worker).ifPresent(got -> { throw new AssertionError("%s got chunk %d at %d s: %s".formatted(worker, got, now, because)); });
        }

        void assertTold(long total, String story) {
            if (!told.equals(List.of(total))) throw new AssertionError("%s: told was %s in place of [%d]".formatted(story, told, total));
        }
    }
}
