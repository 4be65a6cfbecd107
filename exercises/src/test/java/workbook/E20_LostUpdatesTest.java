package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.E20_LostUpdates.Statement;
import workbook.proof.Proof;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** Plays each scenario in the orders in which the steps of its actors can follow each other. 100 is always there. */
@Proof
class E20_LostUpdatesTest {

    @Test @Order(1)
    void noDepositIsLost() { Explore.all(TwoDeposits.class); }

    static class TwoDeposits {
        private final E20_LostUpdates account = new E20_LostUpdates(100);

        @Actor void ann() { account.deposit(10); }

        @Actor void bob() { account.deposit(20); }

        @Check void bothArrive() { expect(130, 2, account, "ann put in 10, bob put in 20"); }
    }

    @Test @Order(2)
    void theMoneyIsSpentOnce() { Explore.all(TwoWithdrawals.class); }

    static class TwoWithdrawals {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private boolean ann, bob;

        @Actor void ann() { ann = account.withdraw(80); }

        @Actor void bob() { bob = account.withdraw(80); }

        @Check void oneOfThemGetsIt() {
            int balance = account.statement().balance();
            if (ann && bob) throw new AssertionError("both withdrew, and 100 was there: ann took 80, bob took 80, the balance is %d".formatted(balance));
            if (!ann && !bob) throw new AssertionError("both were refused, and 100 was there: ann wanted 80, bob wanted 80, the balance is %d".formatted(balance));
            expect(20, 1, account, ann ? "ann took 80, bob was refused 80" : "bob took 80, ann was refused 80");
        }
    }

    @Test @Order(3)
    void whatIsPutInAndWhatIsTakenAddUp() { Explore.all(DepositAndWithdrawals.class); }

    static class DepositAndWithdrawals {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private boolean all;
        private int part;

        @Actor void ann() { account.deposit(10); }

        @Actor void bob() {
            all = account.withdraw(20);
            part = account.withdrawUpTo(30);
        }

        @Check void nothingIsLost() {
            if (!all || part != 30) throw new AssertionError("bob wanted 20 and got %d, then up to 30 and got %d, and 100 was there".formatted(all ? 20 : 0, part));
            expect(60, 3, account, "ann put in 10, bob took 20 and 30");
        }
    }

    @Test @Order(4)
    void whoTakesWhatIsThereGetsWhatIsThere() { Explore.all(AnAmountAndWhatIsThere.class); }

    static class AnAmountAndWhatIsThere {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private int ann;
        private boolean bob;

        @Actor void ann() { ann = account.withdrawUpTo(80); }

        @Actor void bob() { bob = account.withdraw(30); }

        @Check void annGetsAllThatBobLeaves() {
            int there = bob ? 70 : 80;
            if (ann != there) throw new AssertionError("ann wanted up to 80 and got %d, bob %s 30, and 100 was there: ann should get %d".formatted(ann, bob ? "took" : "was refused", there));
            if (bob) expect(0, 2, account, "bob took 30, ann took the 70 that were left");
            else expect(20, 1, account, "ann took 80, bob was refused 30");
        }
    }

    @Test @Order(5)
    void twoTakeWhatIsThere() { Explore.all(WhatIsThereTwice.class); }

    static class WhatIsThereTwice {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private int ann, bob;

        @Actor void ann() { ann = account.withdrawUpTo(80); }

        @Actor void bob() { bob = account.withdrawUpTo(80); }

        @Check void theyShareIt() {
            if (Math.max(ann, bob) != 80 || Math.min(ann, bob) != 20) throw new AssertionError(
                    "ann wanted up to 80 and got %d, bob wanted up to 80 and got %d, and 100 was there: one should get 80, the other 20".formatted(ann, bob));
            expect(0, 2, account, "ann took %d, bob took %d".formatted(ann, bob));
        }
    }

    @Test @Order(5)
    void whoComesTooLateTakesNothing() { Explore.all(WhatIsThereAndThenIsNot.class); }

    static class WhatIsThereAndThenIsNot {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private int ann;
        private boolean bob;

        @Actor void ann() { ann = account.withdrawUpTo(80); }

        @Actor void bob() { bob = account.withdraw(100); }

        @Check void oneOfThemGetsIt() {
            if (ann != (bob ? 0 : 80)) throw new AssertionError("ann wanted up to 80 and got %d, bob %s 100, and 100 was there".formatted(ann, bob ? "took" : "was refused"));
            expect(bob ? 0 : 20, 1, account, bob ? "bob took 100, ann got nothing" : "ann took 80, bob was refused 100");
        }
    }

    @Test @Order(6)
    void anInterruptOpensNoDoor() { Explore.all(Interrupted.class); }

    /** An interrupted call may do its work or throw, but must not do it unguarded. */
    static class Interrupted {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private int ann;

        @Actor void ann() {
            Thread.currentThread().interrupt();
            try {
                account.deposit(10);
                ann = 10;
            } catch (RuntimeException refused) {
                // nothing is booked
            }
        }

        @Actor void bob() { account.deposit(20); }

        @Check void nothingIsLost() {
            expect(120 + ann, ann == 0 ? 1 : 2, account, "ann was interrupted and put in %d, bob put in 20".formatted(ann));
        }
    }

    @Test @Order(6)
    void aRefusalChangesNothing() { Explore.all(TooMuch.class); }

    static class TooMuch {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private boolean ann, bob;

        @Actor void ann() { ann = account.withdraw(150); }

        @Actor void bob() { bob = account.withdraw(80); }

        @Check void annIsRefusedAndBobIsNot() {
            if (ann) throw new AssertionError("ann took 150, and 100 was there");
            if (!bob) throw new AssertionError("bob was refused 80, and 100 was there: ann wanted 150 meanwhile, which were refused as well");
            expect(20, 1, account, "bob took 80, ann was refused 150");
        }
    }

    @Test @Order(7)
    void whatAStatementSaysBelongsTogether() { Explore.all(StatementsInBetween.class); }

    static class StatementsInBetween {
        private final List<Statement> moments = List.of(new Statement(100, 0), new Statement(110, 1), new Statement(80, 2), new Statement(0, 3));
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private Statement first, second;

        @Actor void ann() {
            account.deposit(10);
            account.withdraw(30);
            account.withdrawUpTo(90);
        }

        @Actor void bob() {
            first = account.statement();
            second = account.statement();
        }

        @Check void bobSawWhatWas() {
            for (var seen : List.of(first, second))
                if (!moments.contains(seen)) throw new AssertionError("bob saw a balance of %d after %d bookings, and there was no such moment: it went 100, 110, 80, 0".formatted(seen.balance(), seen.bookings()));
            if (second.bookings() < first.bookings()) throw new AssertionError(
                    "bob saw %d bookings, and then only %d: the second statement is older than the first".formatted(first.bookings(), second.bookings()));
        }
    }

    @Test @Order(8)
    void whatWasSeenIsThere() { Explore.all(DepositInBetween.class); }

    static class DepositInBetween {
        private final E20_LostUpdates account = new E20_LostUpdates(100);
        private int ann;
        private Statement seen;

        @Actor void ann() { ann = account.withdrawUpTo(150); }

        @Actor void bob() {
            account.deposit(50);
            seen = account.statement();
        }

        @Check void annGetsWhatIsThere() {
            if (seen.balance() == 150 && ann != 150) throw new AssertionError(
                    "ann wanted up to 150 and got %d, and bob had seen a balance of 150 before anybody took anything".formatted(ann));
            if (ann != 100 && ann != 150) throw new AssertionError("ann wanted up to 150 and got %d: 100 was there, and 150 after bob had put in 50".formatted(ann));
            expect(150 - ann, 2, account, "ann took %d, bob put in 50".formatted(ann));
        }
    }

    @Test @Order(9)
    void alone() {
        var account = new E20_LostUpdates(100);
        account.deposit(20);
        assertThat(account.withdraw(121)).as("121 of 120 taken").isFalse();
        assertThat(account.withdraw(70)).as("70 of 120 taken").isTrue();
        assertThat(account.withdrawUpTo(40)).as("taken of up to 40, when 50 was there").isEqualTo(40);
        assertThat(account.withdrawUpTo(40)).as("taken of up to 40, when 10 was there").isEqualTo(10);
        assertThat(account.withdrawUpTo(40)).as("taken of up to 40, when nothing was there").isEqualTo(0);
        assertThat(account.statement()).as("after four bookings and two refusals").isEqualTo(new Statement(0, 4));
    }

    /** Fails unless the account says so, after what has happened to it. */
    private static void expect(int balance, int bookings, E20_LostUpdates account, String happened) {
        var says = account.statement();
        if (says.balance() != balance) throw new AssertionError("an update is lost: %s, and 100 was there: the balance is %d and should be %d".formatted(happened, says.balance(), balance));
        if (says.bookings() != bookings) throw new AssertionError("an update is lost: %s: the account counts %d bookings, and there were %d".formatted(happened, says.bookings(), bookings));
    }
}
