package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.proof.Proof;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

/** Plays each scenario in the orders in which the steps of its actors can follow each other. Every shop begins with 100. */
@Proof
class E21_DeadlockTest {

    @Test @Order(1)
    void twoSendEachOtherMoney() { Explore.all(ThereAndBack.class); }

    static class ThereAndBack {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private boolean ann, bob;

        @Actor void ann() { ann = bank.transfer(0, 1, 10); }

        @Actor void bob() { bob = bank.transfer(1, 0, 20); }

        @Check void bothArrive() {
            accepted("ann", ann, 10);
            accepted("bob", bob, 20);
            expect(bank, "ann sent 10 from shop 0 to shop 1, bob sent 20 back", 110, 90);
        }
    }

    @Test @Order(2)
    void threeSendMoneyInARing() { Explore.all(Ring.class); }

    static class Ring {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100, 100);
        private boolean ann, bob, cleo;

        @Actor void ann() { ann = bank.transfer(0, 1, 10); }

        @Actor void bob() { bob = bank.transfer(1, 2, 20); }

        @Actor void cleo() { cleo = bank.transfer(2, 0, 30); }

        @Check void allArrive() {
            accepted("ann", ann, 10);
            accepted("bob", bob, 20);
            accepted("cleo", cleo, 30);
            expect(bank, "ann sent 10 from shop 0 to shop 1, bob sent 20 from 1 to 2, cleo sent 30 from 2 to 0", 120, 90, 90);
        }
    }

    @Test @Order(3)
    void theMoneyIsSentOnce() { Explore.all(TwoFromOne.class); }

    static class TwoFromOne {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100, 100);
        private boolean ann, bob;

        @Actor void ann() { ann = bank.transfer(0, 1, 80); }

        @Actor void bob() { bob = bank.transfer(0, 2, 80); }

        @Check void oneIsRefused() {
            int balance = bank.balance(0);
            if (ann && bob) throw new AssertionError("ann and bob both sent 80 from shop 0, and 100 was there: its balance is %d".formatted(balance));
            if (!ann && !bob) throw new AssertionError("ann and bob were both refused 80 from shop 0, and 100 was there: its balance is %d".formatted(balance));
            if (ann) expect(bank, "ann sent 80 from shop 0 to shop 1, bob was refused", 20, 180, 100);
            else expect(bank, "bob sent 80 from shop 0 to shop 2, ann was refused", 20, 100, 180);
        }
    }

    @Test @Order(4)
    void aRefusalChangesNothing() { Explore.all(TooMuch.class); }

    static class TooMuch {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private boolean ann, there, back;

        @Actor void ann() { ann = bank.transfer(0, 1, 150); }

        @Actor void bob() {
            there = bank.transfer(0, 1, 30);
            back = bank.transfer(1, 0, 10);
        }

        @Check void annIsRefusedAndBobIsNot() {
            if (ann) throw new AssertionError("ann sent 150 from shop 0, and at most 100 was there");
            accepted("bob", there, 30);
            accepted("bob", back, 10);
            expect(bank, "bob sent 30 from shop 0 to shop 1 and 10 back, ann was refused 150", 80, 120);
        }
    }

    @Test @Order(5)
    void fromAShopToItself() { Explore.all(ToItself.class); }

    static class ToItself {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private boolean ann, bob;

        @Actor void ann() { ann = bank.transfer(0, 0, 10); }

        @Actor void bob() { bob = bank.transfer(0, 1, 30); }

        @Check void itChangesNothing() {
            accepted("ann", ann, 10);
            accepted("bob", bob, 30);
            expect(bank, "ann sent 10 from shop 0 to shop 0, bob sent 30 from shop 0 to shop 1", 70, 130);
        }
    }

    @Test @Order(6)
    void theTotalIsAlwaysTheSame() { Explore.all(Audit.class); }

    static class Audit {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private int total;

        @Actor void ann() {
            bank.transfer(0, 1, 30);
            bank.transfer(1, 0, 50);
        }

        @Actor void auditor() { total = bank.total(); }

        @Check void nothingIsMissing() {
            if (total != 200) throw new AssertionError("the auditor found a total of %d, and it is 200 at every moment: %s".formatted(
                    total, total < 200 ? "some money was on its way" : "some money was counted twice"));
            expect(bank, "ann sent 30 from shop 0 to shop 1, and 50 back", 120, 80);
        }
    }

    @Test @Order(7)
    void transfersGoOnWhileTheAuditorWaits() { Explore.all(AuditInBetween.class); }

    static class AuditInBetween {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private boolean ann, bob;
        private int total;

        @Actor void ann() { ann = bank.transfer(0, 1, 30); }

        @Actor void auditor() { total = bank.total(); }

        @Actor void bob() { bob = bank.transfer(1, 0, 20); }

        @Check void allCome() {
            accepted("ann", ann, 30);
            accepted("bob", bob, 20);
            if (total != 200) throw new AssertionError("the auditor found a total of %d, and it is 200 at every moment".formatted(total));
            expect(bank, "ann sent 30 from shop 0 to shop 1, bob sent 20 back", 90, 110);
        }
    }

    @Test @Order(8)
    void aBalanceCanBeReadAtAnyMoment() { Explore.all(Look.class); }

    static class Look {
        private final E21_Deadlock bank = new E21_Deadlock(100, 100);
        private int seen;

        @Actor void ann() { bank.transfer(0, 1, 30); }

        @Actor void bob() { seen = bank.balance(1); }

        @Check void bobSawWhatWas() {
            if (seen != 100 && seen != 130) throw new AssertionError("bob saw a balance of %d in shop 1, which had 100 before the transfer of 30 and 130 after it".formatted(seen));
        }
    }

    @Test @Order(9)
    void anInterruptIsNoReasonToRefuse() {
        var bank = new E21_Deadlock(100, 100);
        Thread.currentThread().interrupt();
        try {
            assertThat(bank.transfer(0, 1, 30)).withFailMessage("a transfer was refused because its thread was interrupted, and the money was there").isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test @Order(10)
    void oneAfterTheOther() {
        var bank = new E21_Deadlock(50, 0, 20);
        assertThat(bank.transfer(0, 2, 51)).as("51 of 50 sent").isFalse();
        assertThat(bank.transfer(0, 0, 51)).as("51 of 50 sent to itself").isFalse();
        assertThat(bank.transfer(0, 2, 50)).as("50 of 50 sent").isTrue();
        assertThat(bank.transfer(2, 1, 60)).as("60 of 70 sent").isTrue();
        expect(bank, "of 50, 0 and 20, 50 went from shop 0 to shop 2, then 60 from shop 2 to shop 1", 0, 60, 10);
        assertThat(bank.total()).as("the total of 0, 60 and 10").isEqualTo(70);
    }

    private static void accepted(String who, boolean accepted, int amount) {
        if (!accepted) throw new AssertionError("%s was refused %d, and the money was there: a transfer that has to wait is not refused".formatted(who, amount));
    }

    /** Fails unless the shops have so much, after what has happened. */
    private static void expect(E21_Deadlock bank, String happened, int... balances) {
        for (int shop = 0; shop < balances.length; shop++) {
            int balance = bank.balance(shop);
            if (balance != balances[shop]) throw new AssertionError("the balance of shop %d is %d and should be %d: %s".formatted(shop, balance, balances[shop], happened));
        }
    }
}
