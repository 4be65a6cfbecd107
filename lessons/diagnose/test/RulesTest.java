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

    @Test void neighbours_make_it_unsure() {
        assertThat(Diagnosis.of("it", new Account(), vitals(0, 0, 1.5), 10, "").sure()).startsWith("not sure: other programs take 1.5 of the 2 cores");
    }

    private static Vitals cpu(double app, double gc) { return vitals(app, gc, 0); }

    /** Ten seconds on two cores, with nothing in the heap. */
    private static Vitals vitals(double app, double gc, double others) { return new Vitals(10, 2, app, gc, app + gc, others, 0, 0, 1e9, Double.POSITIVE_INFINITY, "", 0, false, false); }

    private static List<Bottleneck> verdict(Account account, Vitals vitals) { return Diagnosis.of("it", account, vitals, 10, "").verdict(); }

    private static Account account(Activity activity, double threads) {
        var account = new Account();
        add(account, activity, threads);
        return account;
    }

    private static void add(Account account, Activity activity, double threads) {
        IntStream.range(0, 10).forEach(i -> account.add(activity, new Seen("" + i, "pool-1-thread-" + i, false, true, "WAITING", "", List.of(), List.of(new Seen.Frame("app.Orders.load", "Orders.java:30"))), threads / 10));
    }
}
