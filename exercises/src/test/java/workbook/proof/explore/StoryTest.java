package workbook.proof.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Stories letter for letter: a line number is counted from {@code LINE}. */
class StoryTest {

    private static int line() { return StackWalker.getInstance().walk(frames -> frames.skip(1).findFirst()).orElseThrow().getLineNumber(); }

    private static void assertStory(Class<?> scenario, String story) throws ReflectiveOperationException {
        var failure = catchThrowableOfType(AssertionError.class, () -> Explore.all(scenario));
        assertThat(failure).isNotNull();
        int first = scenario.getDeclaredField("LINE").getInt(null);
        var told = Pattern.compile("StoryTest.java:(\\d+)").matcher(failure.getMessage())
                .replaceAll(line -> "+" + (Integer.parseInt(line.group(1)) - first)).replaceAll(" +", " ");
        assertThat(told).isEqualTo(story.strip());
    }

    static class TwoWithdrawals {
        static final int LINE = line();

        static class Account {
            private int balance = 100;

            boolean withdraw(int amount) {
                if (balance < amount) return false;
                balance -= amount;
                return true;
            }
        }

        private final Account account = new Account();
        private boolean ann, bob;

        @Actor void ann() { ann = account.withdraw(100); }

        @Actor void bob() { bob = account.withdraw(100); }

        @Check void moneyIsKept() { if (ann && bob) throw new AssertionError("both got the same 100"); }
    }

    @Test
    void aFailedCheckAndTheRaceBehindIt() throws Exception {
        assertStory(TwoWithdrawals.class, """
                both got the same 100
                schedule 2 of those with 1 preemption:
                 1 ann +6 reads account.balance = 100
                 2 +7 reads account.balance = 100
                 3 bob +6 reads account.balance = 100
                 4 +7 reads account.balance = 100; writes account.balance = 0
                 5 +17 writes bob = true
                 6 ann +7 writes account.balance = 0
                 7 +15 writes ann = true
                behind it: data race on Account.balance: ann reads it at +7 while bob writes it at +7, and nothing orders the two
                """);
    }

    static class TwoAccounts {
        static final int LINE = line();

        record Account(String owner, AtomicInteger balance) {}

        private final Account anns = new Account("ann", new AtomicInteger(10)), bobs = new Account("bob", new AtomicInteger());

        void transfer(Account from, Account to) {
            synchronized (from) {
                synchronized (to) {
                    to.balance().addAndGet(from.balance().getAndSet(0));
                }
            }
        }

        @Actor void ann() { transfer(anns, bobs); }

        @Actor void bob() { transfer(bobs, anns); }
    }

    @Test
    void aDeadlock() throws Exception {
        assertStory(TwoAccounts.class, """
                deadlock: ann holds anns (since +7) and waits for bobs at +8; bob holds bobs (since +7) and waits for anns at +8
                schedule 2 of those with 1 preemption:
                 1 ann +7 enters synchronized (anns)
                 2 bob +7 enters synchronized (bobs)
                 3 +8 waits for anns, which ann holds since +7
                 4 ann +8 waits for bobs, which bob holds since +7
                """);
    }

    static class TwoWait {
        static final int LINE = line();

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean open;

        private void enter() throws InterruptedException {
            lock.lock();
            try {
                while (!open) changed.await();
            } finally {
                lock.unlock();
            }
        }

        @Actor void ann() throws InterruptedException { enter(); }

        @Actor void bob() throws InterruptedException { enter(); }

        @Actor void opener() {
            lock.lock();
            open = true;
            changed.signal();
            lock.unlock();
        }
    }

    @Test
    void aLostWakeUp() throws Exception {
        assertStory(TwoWait.class, """
                lost wake-up: bob waits in changed.await() at +9, and nobody is left to wake it
                schedule 1 of those with 0 preemptions:
                 1 ann +7 lock.lock()
                 2 +9 reads open = false; waits in changed.await()
                 3 bob +7 lock.lock()
                 4 +9 reads open = false; waits in changed.await()
                 5 opener +20 lock.lock()
                 6 +21 writes open = true
                 7 +22 changed.signal() wakes ann
                 8 +23 lock.unlock()
                 9 ann +9 wakes up in changed.await(); reads open = true
                 10 +11 lock.unlock()
                """);
    }

    static class Spurious {
        static final int LINE = line();

        private boolean open;

        @Actor synchronized void ann() throws InterruptedException {
            if (!open) wait();
            if (!open) throw new IllegalStateException("still closed");
        }

        @Actor synchronized void bob() {
            open = true;
            notifyAll();
        }
    }

    @Test
    void aWakeUpForNoReason() throws Exception {
        assertStory(Spurious.class, """
                ann threw java.lang.IllegalStateException: still closed at +6
                schedule 2 of those with 1 preemption:
                 1 ann +5 enters synchronized (Spurious); reads open = false; waits in Spurious.wait()
                 2 +5 wakes up for no reason in Spurious.wait()
                 3 +6 reads open = false
                 4 +7 leaves synchronized (Spurious)
                """);
    }

    static class Elements {
        static final int LINE = line();

        private final boolean[] flags = new boolean[2];
        private final StringBuilder text = new StringBuilder("so");

        @Actor void ann() {
            flags[1] = true;
            text.append("ann");
        }

        @Actor void bob() { if (flags[1]) text.append('b'); }
    }

    @Test
    void arraysAndCollections() throws Exception {
        assertStory(Elements.class, """
                data race on flags[1]: ann writes it at +6 while bob reads it at +10, and nothing orders the two
                schedule 1 of those with 0 preemptions:
                 1 ann +6 writes flags[1] = true
                 2 +7 text.append("ann")
                 3 bob +10 reads flags[1] = true
                """);
    }

    static class TooLate {
        static final int LINE = line();
        private final AtomicInteger there = new AtomicInteger(1);
        private int tries;

        @Actor void ann() { there.updateAndGet(before -> before + ++tries); }

        @Actor void bob() { there.set(5); }

        @Check void oneTryIsEnough() { if (tries > 1) throw new AssertionError("ann tried %d times".formatted(tries)); }
    }

    @Test
    void anUpdateThatIsTriedOnceMore() throws Exception {
        assertStory(TooLate.class, """
                ann tried 2 times
                schedule 2 of those with 1 preemption:
                 1 ann +4 reads there = 1; writes tries = 1
                 2 bob +6 there.set(5)
                 3 ann +4 there.updateAndGet() → too late, so once more; reads there = 5; writes tries = 2
                 4 +4 there.updateAndGet() → 7
                """);
    }
}
