import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What threads do, read from real dumps of JDK 17 and 25. */
class DumpsTest {
    private static final String PRINTED_BY_17 = """
            "reader" #12 prio=5 os_prio=0 cpu=1.60ms elapsed=30.66s tid=0x00007fe0c4131060 nid=0x5561 runnable  [0x00007fe09cca6000]
               java.lang.Thread.State: RUNNABLE
            \tat sun.nio.ch.SocketDispatcher.read0(java.base@17.0.15/Native Method)
            \tat sun.nio.ch.SocketDispatcher.read(java.base@17.0.15/SocketDispatcher.java:47)
            \tat sun.nio.ch.NioSocketImpl.tryRead(java.base@17.0.15/NioSocketImpl.java:266)
            \tat java.net.Socket$SocketInputStream.read(java.base@17.0.15/Socket.java:966)
            \tat Seventeen.lambda$main$0(Seventeen.java:6)

            "permit" #14 prio=5 os_prio=0 cpu=0.31ms elapsed=30.61s tid=0x00007fe0c4133f10 nid=0x5563 waiting on condition  [0x00007fe09caa6000]
               java.lang.Thread.State: WAITING (parking)
            \tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
            \t- parking to wait for  <0x000000069ec4b688> (a java.util.concurrent.Semaphore$NonfairSync)
            \tat java.util.concurrent.locks.LockSupport.park(java.base@17.0.15/LockSupport.java:211)
            \tat java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(java.base@17.0.15/AbstractQueuedSynchronizer.java:715)
            \tat java.util.concurrent.Semaphore.acquire(java.base@17.0.15/Semaphore.java:318)
            \tat Seventeen.lambda$main$2(Seventeen.java:7)

            "holder" #16 prio=5 os_prio=0 cpu=0.10ms elapsed=30.61s tid=0x00007fe0c4136250 nid=0x5565 waiting on condition  [0x00007fe09c8a6000]
               java.lang.Thread.State: TIMED_WAITING (sleeping)
            \tat java.lang.Thread.sleep(java.base@17.0.15/Native Method)
            \tat Seventeen.lambda$main$4(Seventeen.java:9)
            \t- locked <0x000000069ec50c40> (a java.lang.Object)

            "blocked" #17 prio=5 os_prio=0 cpu=1.31ms elapsed=30.50s tid=0x00007fe0c4137760 nid=0x5572 waiting for monitor entry  [0x00007fe09c7a6000]
               java.lang.Thread.State: BLOCKED (on object monitor)
            \tat Seventeen.lambda$main$5(Seventeen.java:9)
            \t- waiting to lock <0x000000069ec50c40> (a java.lang.Object)

            "GC Thread#0" os_prio=0 cpu=0.04ms elapsed=30.87s tid=0x00007fe0c4041650 nid=0x5547 runnable

            JNI global refs: 12, weak refs: 0
            """;

    private static final String PRINTED_BY_25 = """
            "main-loop-0" #21 [20210] daemon prio=5 os_prio=0 cpu=4686.77ms elapsed=21.47s tid=0x00007f17b81263f0 nid=20210 runnable  [0x00007f1791cfe000]
               java.lang.Thread.State: RUNNABLE
            \tat java.util.stream.ForEachOps$ForEachOp$OfInt.accept(java.base@25.0.3/ForEachOps.java:207)
            \tat java.util.stream.ForEachOps$ForEachTask.compute(java.base@25.0.3/ForEachOps.java:309)
            \tat java.util.stream.AbstractPipeline.evaluate(java.base@25.0.3/AbstractPipeline.java:264)

            "ForkJoinPool-1-worker-1" #24 [24317] daemon prio=5 os_prio=0 cpu=12.37ms elapsed=3.10s tid=0x00007f89f4356b40 nid=24317 waiting on condition  [0x00007f89f8696000]
               java.lang.Thread.State: TIMED_WAITING (parking)
            \tat jdk.internal.misc.Unsafe.park(java.base@25.0.3/Native Method)
            \t- parking to wait for  <0x000000069d34eb80> (a java.util.concurrent.ForkJoinPool)
            \tat java.util.concurrent.ForkJoinPool.awaitWork(java.base@25.0.3/ForkJoinPool.java:2109)
            \tat java.util.concurrent.ForkJoinPool.runWorker(java.base@25.0.3/ForkJoinPool.java:2027)
            \tat java.util.concurrent.ForkJoinWorkerThread.run(java.base@25.0.3/ForkJoinWorkerThread.java:187)

            "acceptor-0" #33 [24330] daemon prio=5 os_prio=0 cpu=0.37ms elapsed=3.10s tid=0x00007f89f4356b41 nid=24330 runnable  [0x00007f89f8696001]
               java.lang.Thread.State: RUNNABLE
            \tat sun.nio.ch.Net.accept(java.base@25.0.3/Native Method)
            \tat sun.nio.ch.NioSocketImpl.accept(java.base@25.0.3/NioSocketImpl.java:748)
            \tat java.net.ServerSocket.implAccept(java.base@25.0.3/ServerSocket.java:698)
            \tat java.net.ServerSocket.accept(java.base@25.0.3/ServerSocket.java:584)
            """;

    private static final String LOCKS_OF_25 = """
            "transfer-3" #24 [18809] prio=5 os_prio=0 cpu=42.05ms elapsed=17.94s tid=0x00007f9b1426fec0 nid=18809 in Object.wait()  [0x00007f9b18dad000]
               java.lang.Thread.State: TIMED_WAITING (on object monitor)
            \tat java.lang.Object.wait0(java.base@25.0.3/Native Method)
            \t- waiting on <no object reference available>
            \tat java.lang.Object.wait(java.base@25.0.3/Object.java:389)
            \tat org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:744)
            \t- locked <0x00000000feb31798> (a org.h2.mvstore.tx.Transaction)
            \tat org.h2.mvstore.tx.TransactionMap.lock(TransactionMap.java:329)
            \tat org.h2.command.dml.Update.update(Update.java:68)
            \tat org.h2.jdbc.JdbcPreparedStatement.executeUpdate(JdbcPreparedStatement.java:172)
            \tat bank.RowLock.lambda$main$0(RowLock.java:7)
            \tat bank.RowLock$$Lambda/0x00000000980b7d48.run(Unknown Source)
            \tat java.lang.Thread.run(java.base@25.0.3/Thread.java:1474)

            "teller-1" #25 [4930] prio=5 os_prio=0 cpu=2.11ms elapsed=7.79s tid=0x00007fea080d1c30 nid=4930 waiting on condition  [0x00007fe9a9afe000]
               java.lang.Thread.State: WAITING (parking)
            \tat jdk.internal.misc.Unsafe.park(java.base@25.0.3/Native Method)
            \t- parking to wait for  <0x00000000ffd170e0> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
            \tat java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(java.base@25.0.3/AbstractQueuedSynchronizer.java:790)
            \tat java.util.concurrent.locks.ReentrantLock$Sync.lock(java.base@25.0.3/ReentrantLock.java:154)
            \tat bank.TwoAccounts.move(TwoAccounts.java:5)

               Locked ownable synchronizers:
            \t- None

            "teller-2" #26 [4931] prio=5 os_prio=0 cpu=2.11ms elapsed=7.79s tid=0x00007fea080d1c31 nid=4931 waiting on condition  [0x00007fe9a9afe001]
               java.lang.Thread.State: TIMED_WAITING (sleeping)
            \tat java.lang.Thread.sleep0(java.base@25.0.3/Native Method)
            \tat java.lang.Thread.sleep(java.base@25.0.3/Thread.java:502)
            \tat bank.TwoAccounts.move(TwoAccounts.java:5)

               Locked ownable synchronizers:
            \t- <0x00000000ffd170e0> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)

            "HTTP-Dispatcher" #30 [4940] prio=5 os_prio=0 cpu=30.11ms elapsed=7.79s tid=0x00007fea080d1c32 nid=4940 runnable  [0x00007fe9a9afe002]
               java.lang.Thread.State: RUNNABLE
            \tat sun.nio.ch.EPoll.wait(java.base@25.0.3/Native Method)
            \tat sun.nio.ch.EPollSelectorImpl.doSelect(java.base@25.0.3/EPollSelectorImpl.java:118)
            \tat sun.nio.ch.SelectorImpl.select(java.base@25.0.3/SelectorImpl.java:146)
            \tat sun.net.httpserver.ServerImpl$Dispatcher.run(jdk.httpserver@25.0.3/ServerImpl.java:514)
            """;

    private static final String JSON_OF_25 = """
            {"threadDump": {"threadContainers": [{"container": "<root>", "threads": [
              {"tid": "30", "name": "p-0", "state": "BLOCKED", "blockedOn": "java.lang.Object@3fae93e8", "stack": ["P.lambda$main$1(P.java:6)", "java.base\\/java.lang.Thread.run(Thread.java:1474)"]},
              {"tid": "35", "virtual": true, "name": "v-0", "state": "WAITING", "parkBlocker": {"object": "java.util.concurrent.Semaphore$NonfairSync@5eb29da9"},
                "stack": ["java.base\\/java.lang.VirtualThread.park(VirtualThread.java:742)", "java.base\\/java.util.concurrent.locks.LockSupport.park(LockSupport.java:221)",
                  "java.base\\/java.util.concurrent.Semaphore.acquireUninterruptibly(Semaphore.java:341)", "P.lambda$main$0(P.java:4)"]},
              {"tid": "36", "virtual": true, "name": "v-1", "state": "RUNNABLE", "carrier": "24", "stack": ["P.lambda$main$0(P.java:4)"]},
              {"tid": "37", "virtual": true, "name": "v-2", "state": "RUNNABLE", "stack": ["P.lambda$main$0(P.java:4)"]}]}]}}
            """;

    private static final String JSON_OF_21 = """
            {"threadDump": {"threadContainers": [{"container": "<root>", "threads": [
              {"tid": "1", "name": "main", "stack": ["java.base\\/java.lang.Thread.sleep(Thread.java:540)"]},
              {"tid": "35", "name": "", "stack": ["java.base\\/java.lang.VirtualThread.park(VirtualThread.java:592)", "java.base\\/java.util.concurrent.locks.LockSupport.park(LockSupport.java:221)",
                  "java.base\\/java.util.concurrent.locks.ReentrantLock$Sync.lock(ReentrantLock.java:153)", "java.base\\/java.util.concurrent.locks.ReentrantLock.lock(ReentrantLock.java:322)", "P.main(P.java:4)"]}]}]}}
            """;

    @Test void a_thread_in_a_socket_read_is_RUNNABLE_and_waits_for_IO() {
        assertThat(activities(PRINTED_BY_17)).isEqualTo(Map.of("reader", Activity.IO, "permit", Activity.LIMIT, "holder", Activity.TIMER, "blocked", Activity.LOCK));
    }

    @Test void a_consumer_s_accept_is_no_accept_of_a_socket_and_an_idle_worker_is_not_blocked() {
        assertThat(activities(PRINTED_BY_25)).isEqualTo(Map.of("main-loop-0", Activity.RUNNING, "ForkJoinPool-1-worker-1", Activity.IDLE, "acceptor-0", Activity.IDLE));
    }

    @Test void the_site_is_the_program_s_own_line_and_the_cause_has_a_name() {
        var seen = Dumps.printed(PRINTED_BY_17).threads();
        assertThat(seen).extracting(Seen::site).containsExactly("Seventeen.lambda$main$0 (Seventeen.java:6)", "Seventeen.lambda$main$2 (Seventeen.java:7)", "Seventeen.lambda$main$4 (Seventeen.java:9)", "Seventeen.lambda$main$5 (Seventeen.java:9)");
        assertThat(seen.get(1).what()).isEqualTo("java.util.concurrent.Semaphore.acquire");
        assertThat(seen.get(3).what()).isEqualTo("the monitor of a java.lang.Object");
    }

    @Test void CPU_time_is_in_seconds_and_that_of_the_JVM_is_apart() {
        var printed = Dumps.printed(PRINTED_BY_17);
        assertThat(printed.cpu()).containsEntry("12", 0.0016).hasSize(4);
        assertThat(printed.jvm()).isEqualTo(Map.of("GC Thread#0", 0.00004));
    }

    @Test void virtual_threads_come_from_the_other_dump() {
        assertThat(Dumps.virtual(JSON_OF_25, Set.of("30"))).extracting(Seen::name, Seen::activity)
                .containsExactly(tuple("v-0", Activity.LIMIT), tuple("v-1", Activity.RUNNING), tuple("v-2", Activity.QUEUED));
    }

    @Test void JDK_21_does_not_say_which_threads_are_virtual_nor_their_state() {
        assertThat(Dumps.virtual(JSON_OF_21, Set.of("1"))).extracting(Seen::group, Seen::activity).containsExactly(tuple("virtual threads", Activity.LOCK));
    }

    @Test void the_holder_of_a_monitor_is_named() {
        var seen = Dumps.printed(PRINTED_BY_17).threads();
        assertThat(Account.of(List.of(seen), _ -> true).holder()).hasValue("holder at Seventeen.lambda$main$4 (Seventeen.java:9), to sleep");
    }

    @Test void a_row_lock_of_a_database_in_this_JVM_is_a_lock_and_its_site_is_the_program_s() {
        var seen = Dumps.printed(LOCKS_OF_25).threads().getFirst();
        assertThat(seen.activity()).isEqualTo(Activity.LOCK);
        assertThat(seen.what()).isEqualTo("a lock inside the database");
        assertThat(seen.site()).isEqualTo("bank.RowLock.lambda$main$0 (RowLock.java:7)");
    }

    @Test void the_holder_of_a_lock_of_java_util_concurrent_is_named_by_the_long_dump() {
        var account = new Account();
        account.countHolders(Dumps.printed(LOCKS_OF_25).threads());
        assertThat(account.holder()).hasValue("teller-# at bank.TwoAccounts.move (TwoAccounts.java:5), to sleep");
        assertThat(Dumps.printed(LOCKS_OF_25).threads().get(1).what()).isEqualTo("a java.util.concurrent.locks.ReentrantLock");
    }

    @Test void the_JVM_tells_who_waits_for_whom() {
        assertThat(Dumps.deadlock(LOCKS_OF_25)).isEmpty();
        assertThat(Dumps.deadlock("""
                Found one Java-level deadlock:
                =============================
                "ann-0":
                  waiting to lock monitor 0x00007f83d0004ea0 (object 0x00000000ffd17a58, a java.lang.Object),
                  which is held by "bob-0"

                "bob-0":
                  waiting for ownable synchronizer 0x00000000ffd170b0, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
                  which is held by "ann-0"

                Java stack information for the threads listed above:
                """)).isEqualTo("ann-0 waits for bob-0, bob-0 waits for ann-0");
    }

    @Test void the_loop_of_a_server_brings_no_answers() {
        var loop = Dumps.printed(LOCKS_OF_25).threads().getLast();
        assertThat(loop.selects() && loop.serves()).isTrue();
    }

    @Test void threads_that_sleep_at_one_place_work_in_steps_only_if_they_wake_up_often() {
        var sleepers = IntStream.range(0, 4).mapToObj(i -> seen("heartbeat-" + i, "java.lang.Thread.sleep", "poll.Consumer.beat")).toList();
        assertThat(Account.of(List.of(sleepers), _ -> true).mean(Activity.SLEEPING)).isEqualTo(4);
        assertThat(Account.of(List.of(sleepers), _ -> false).mean(Activity.TIMER)).isEqualTo(4);
    }

    @Test void one_thread_that_waits_for_the_end_waits_for_no_result() {
        var main = seen("main", "java.util.concurrent.CountDownLatch.await", "web.Server.main");
        assertThat(Account.of(List.of(List.of(main)), _ -> false).mean(Activity.RESULT)).isZero();
        assertThat(Account.of(List.of(List.of(main)), _ -> true).mean(Activity.RESULT)).isEqualTo(1);
    }

    @Test void a_thread_that_has_not_begun_has_no_site() {
        var account = Account.of(List.of(List.of(new Seen("1", "", true, false, "RUNNABLE", "", List.of(), List.of()), new Seen("2", "", true, false, "RUNNABLE", "", List.of(), List.of()),
                new Seen("3", "", true, true, "RUNNABLE", "", List.of(), List.of(new Seen.Frame("render.Tiles.tile", "Tiles.java:4"))))), _ -> true);
        assertThat(account.site(Activity.RUNNING, Activity.QUEUED)).isEqualTo("render.Tiles.tile (Tiles.java:4)");
    }

    private static Seen seen(String name, String... methods) {
        return new Seen(name, name, false, true, "TIMED_WAITING", "", List.of(), Stream.of(methods).map(method -> new Seen.Frame(method, "")).toList());
    }

    private static Map<String, Activity> activities(String text) { return Dumps.printed(text).threads().stream().collect(Collectors.toMap(Seen::name, Seen::activity)); }
}
