import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What explains most comes first. */
class RulesTest {
    private static final Vitals QUIET = vitals(0, 0, 0);

    @Test void nobody_waits() { assertThat(verdict(new Account(), QUIET)).containsExactly(Bottleneck.NONE); }

    @Test void a_busy_collector_explains_busy_threads() {
        assertThat(verdict(account(Activity.RUNNING, 2), cpu(1.1, 0.9))).containsExactly(Bottleneck.MEMORY);
    }

    @Test void a_heap_that_fills_comes_before_what_fills_it() {
        assertThat(verdict(account(Activity.IO, 5), QUIET.withHeap(60, "byte[]"))).containsExactly(Bottleneck.MEMORY);
    }

    @Test void cores_that_are_all_taken_explain_a_queue_at_a_lock() {
        assertThat(verdict(account(Activity.LOCK, 150), cpu(1.9, 0))).containsExactly(Bottleneck.CPU);
    }

    @Test void a_limit_explains_the_few_that_wait_for_IO_behind_it() {
        var account = account(Activity.LIMIT, 95);
        add(account, Activity.IO, 5);
        assertThat(verdict(account, cpu(0.1, 0))).containsExactly(Bottleneck.CONNECTIONS);
    }

    @Test void workers_that_wait_are_starved_only_if_somebody_waits_for_them() {
        var account = account(Activity.IO, 8);
        account.groups.get("pool-1-thread-#").workers = true;
        assertThat(verdict(account, QUIET)).containsExactly(Bottleneck.IO);
        assertThat(verdict(account, QUIET.withBacklog(500))).containsExactly(Bottleneck.THREADS);
    }

    @Test void computing_and_waiting_in_turn_are_two() {
        var account = account(Activity.RUNNING, 0.9);
        add(account, Activity.IO, 0.7);
        assertThat(verdict(account, cpu(0.9, 0))).containsExactly(Bottleneck.CPU, Bottleneck.IO);
    }

    @Test void queues_of_different_threads_are_two() {
        var account = account(Activity.RUNNING, 2, "statement");
        add(account, Activity.LIMIT, 14, "statement");
        assertThat(verdict(account, cpu(1.97, 0))).containsExactly(Bottleneck.CPU);
        var apart = account(Activity.RUNNING, 2, "spam");
        add(apart, Activity.LIMIT, 14, "statement");
        assertThat(verdict(apart, cpu(1.97, 0))).containsExactly(Bottleneck.CPU, Bottleneck.CONNECTIONS);
    }

    @Test void few_others_stand_beside_it() {
        var account = account(Activity.LIMIT, 14, "statement");
        add(account, Activity.IO, 3, "mail");
        assertThat(verdict(account, QUIET)).containsExactly(Bottleneck.CONNECTIONS);
        add(account, Activity.IO, 6, "mail");
        assertThat(verdict(account, QUIET)).containsExactly(Bottleneck.CONNECTIONS, Bottleneck.IO);
    }

    @Test void a_lock_is_apart_only_if_its_holder_is() {
        assertThat(verdict(lockAndIo(null), QUIET)).containsExactly(Bottleneck.THREADS);
        assertThat(verdict(lockAndIo("fetch"), QUIET)).containsExactly(Bottleneck.THREADS);
        assertThat(verdict(lockAndIo("count"), QUIET)).containsExactly(Bottleneck.THREADS, Bottleneck.IO);
    }

    /** Eight wait for a lock, eight others for IO, and one of these or those, or somebody unseen, holds the lock. */
    private static Account lockAndIo(String holder) {
        var account = account(Activity.LOCK, 8, "count");
        add(account, Activity.IO, 8, "fetch");
        var frames = List.of(new Seen.Frame("app.Orders.load", "Orders.java:30"));
        var waits = new Seen("1", "count-1", false, true, "BLOCKED", "a app.Orders@0x1", List.of(), frames);
        if (holder != null) account.countHolders(List.of(waits, new Seen("2", holder + "-2", false, true, "RUNNABLE", "", List.of("0x1"), frames)));
        return account;
    }

    @Test void a_deadlock_comes_first_names_its_threads_and_is_sure() {
        var vitals = new Vitals(10, 2, 1.9, 0, 1.9, 1.9, 3, 0, 1e9, Double.POSITIVE_INFINITY, "", 0, 0, "ann waits for bob, bob waits for ann");
        var seen = Diagnosis.of("it", account(Activity.LOCK, 2), vitals, 10, "");
        assertThat(seen.first().what()).isEqualTo("deadlock: ann waits for bob, bob waits for ann");
        assertThat(seen.beside()).extracting(Finding::kind).containsExactly(Bottleneck.CPU);
        assertThat(seen.sure()).doesNotStartWith("not sure");
    }

    @Test void one_thread_that_is_never_idle_has_a_bottleneck_however_it_divides_its_time() {
        assertThat(verdict(inTurn(0.71, 0.3), cpu(0.71, 0))).containsExactly(Bottleneck.CPU);
        assertThat(verdict(inTurn(0.45, 0.5), cpu(0.45, 0))).containsExactly(Bottleneck.CPU, Bottleneck.IO);
        assertThat(verdict(inTurn(0.1, 0.9), cpu(0.1, 0))).containsExactly(Bottleneck.IO);
        assertThat(verdict(inTurn(0.2, 0.3), cpu(0.2, 0))).containsExactly(Bottleneck.NONE);
    }

    private static Account inTurn(double runs, double waits) {
        var account = account(Activity.RUNNING, runs);
        add(account, Activity.IO, waits);
        return account;
    }

    @Test void two_threads_of_which_one_holds_the_lock_are_enough() {
        var account = account(Activity.LOCK, 0.8);
        add(account, Activity.SLEEPING, 1.2);
        assertThat(verdict(account, QUIET)).containsExactly(Bottleneck.THREADS);
    }

    @Test void a_short_queue_at_a_lock_explains_no_crowd_in_IO() {
        var account = account(Activity.LOCK, 1.5);
        add(account, Activity.IO, 40);
        var seen = Diagnosis.of("it", account, QUIET, 10, "");
        assertThat(seen.verdict()).containsExactly(Bottleneck.IO);
        assertThat(seen.beside()).extracting(Finding::kind).containsExactly(Bottleneck.THREADS);
    }

    @Test void a_thread_that_waits_for_what_an_event_loop_brings_waits_for_IO() {
        assertThat(verdict(account(Activity.RESULT, 0.9), loops(0.01))).containsExactly(Bottleneck.IO);
        assertThat(verdict(account(Activity.RESULT, 0.9), QUIET)).containsExactly(Bottleneck.NONE);
    }

    @Test void an_event_loop_with_a_little_work_is_no_bottleneck_and_not_sure() {
        var seen = Diagnosis.of("it", account(Activity.EVENT_LOOP, 1), loops(0.002), 10, "");
        assertThat(seen.verdict()).containsExactly(Bottleneck.NONE);
        assertThat(seen.sure()).startsWith("not sure: event loops have some work");
    }

    @Test void neighbours_cannot_make_a_queue_of_many_at_a_lock_where_few_want_a_core() {
        var busy = vitals(0.05, 0, 1.9);
        assertThat(Diagnosis.of("it", account(Activity.LOCK, 7), busy, 10, "").sure()).startsWith("sure");
        assertThat(Diagnosis.of("it", account(Activity.LOCK, 7), new Vitals(10, 2, 0.05, 0, 0.05, 1.9, 3, 0, 1e9, Double.POSITIVE_INFINITY, "", 0, 0, ""), 10, "").sure()).startsWith("not sure");
        assertThat(Diagnosis.of("it", account(Activity.IO, 7), busy, 10, "").sure()).startsWith("not sure");
    }

    @Test void neighbours_make_it_unsure() {
        assertThat(Diagnosis.of("it", new Account(), vitals(0, 0, 1.5), 10, "").sure()).startsWith("not sure: other programs take 1.5 of the 2 cores");
    }

    private static Vitals cpu(double app, double gc) { return vitals(app, gc, 0); }

    /** Ten seconds on two cores, with nothing in the heap. */
    private static Vitals vitals(double app, double gc, double others) { return new Vitals(10, 2, app, gc, app + gc, others, 0, 0, 1e9, Double.POSITIVE_INFINITY, "", 0, 0, ""); }

    private static Vitals loops(double cpu) { return new Vitals(10, 2, cpu, 0, cpu, 0, 0, 0, 1e9, Double.POSITIVE_INFINITY, "", 0, cpu, ""); }

    private static List<Bottleneck> verdict(Account account, Vitals vitals) { return Diagnosis.of("it", account, vitals, 10, "").verdict(); }

    private static Account account(Activity activity, double threads) { return account(activity, threads, "pool-1-thread"); }

    private static Account account(Activity activity, double threads, String group) {
        var account = new Account();
        add(account, activity, threads, group);
        return account;
    }

    private static void add(Account account, Activity activity, double threads) { add(account, activity, threads, "pool-1-thread"); }

    private static void add(Account account, Activity activity, double threads, String group) {
        IntStream.range(0, 10).forEach(i -> account.add(activity, new Seen("" + i, group + "-" + i, false, true, "WAITING", "", List.of(), List.of(new Seen.Frame("app.Orders.load", "Orders.java:30"))), threads / 10));
    }
}
