package workbook.proof.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the explorer cannot follow it refuses with a sentence, and never passes in silence. */
class RefusalTest {

    static Stream<Class<?>> refused() { return Stream.of(Refused.class.getDeclaredClasses()); }

    @ParameterizedTest
    @MethodSource("refused")
    void itSaysWhatItCannotFollow(Class<?> scenario) throws Exception {
        var says = scenario.getDeclaredField("SAYS");
        assertThatThrownBy(() -> Explore.all(scenario)).isInstanceOf(AssertionError.class).satisfies(thrown ->
                assertThat(thrown.getMessage().lines().findFirst().orElse("")).startsWith("the explorer cannot follow " + says.get(null)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void itIsNoFailureIfTheTestAllowsIt(Class<?> scenario) {
        assertThat(Explore.scenario(scenario).allowRefused().run().complete()).as("proved").isFalse();
    }

    static class Refused {
        static class Async {
            static final String SAYS = "CompletableFuture.runAsync at RefusalTest.java";
            private int x;

            @Actor void ann() { CompletableFuture.runAsync(() -> x++).join(); }
        }

        static class CommonPool {
            static final String SAYS = "ForkJoinPool.commonPool at RefusalTest.java";

            @Actor void ann() { ForkJoinPool.commonPool().execute(() -> {}); }
        }

        static class SomebodyElsesPool {
            static final String SAYS = "Executor.execute at RefusalTest.java";
            private final Executor executor = new ForkJoinPool(1);

            @Actor void ann() { executor.execute(() -> {}); }
        }

        static class Scheduled {
            static final String SAYS = "Executors.newScheduledThreadPool at RefusalTest.java";

            @Actor void ann() { Executors.newScheduledThreadPool(1); }
        }

        static class Cancelled {
            static final String SAYS = "Future.cancel at RefusalTest.java";

            @Actor void ann() { try (ExecutorService workers = Executors.newCachedThreadPool()) { workers.submit(() -> {}).cancel(true); } }
        }

        static class ParallelStream {
            static final String SAYS = "List.parallelStream at RefusalTest.java";

            @Actor void ann() { List.of(1, 2).parallelStream().forEach(element -> assertThat(element).isPositive()); }
        }

        static class ParallelByReference {
            static final String SAYS = "Collection.parallelStream at RefusalTest.java";

            @Actor void ann() { Stream.of(List.of(1)).flatMap(List::parallelStream).forEach(element -> assertThat(element).isPositive()); }
        }

        static class Phases {
            static final String SAYS = "Phaser.arrive at RefusalTest.java";

            @Actor void ann() { new Phaser(1).arrive(); }
        }

        static class HandOver {
            static final String SAYS = "SynchronousQueue.take at RefusalTest.java";

            @Actor void ann() throws InterruptedException { new SynchronousQueue<Integer>().take(); }
        }

        static class Handle {
            static final String SAYS = "VarHandle.getAndAdd at RefusalTest.java";
            private static final VarHandle X;
            private int x;

            static {
                try {
                    X = MethodHandles.lookup().findVarHandle(Handle.class, "x", int.class);
                } catch (ReflectiveOperationException e) {
                    throw new ExceptionInInitializerError(e);
                }
            }

            @Actor void ann() { X.getAndAdd(this, 1); }
        }

        static class Opaque {
            static final String SAYS = "AtomicBoolean.getOpaque at RefusalTest.java";
            private final AtomicBoolean flag = new AtomicBoolean();

            @Actor void ann() { flag.getOpaque(); }
        }

        static class ALockOfItsOwn {
            static final String SAYS = "ReentrantLock.lock at RefusalTest.java";
            private final ReentrantLock lock = new ReentrantLock() {
                private static final long serialVersionUID = 1;

                @Override public void lock() {}
            };

            @Actor void ann() { lock.lock(); }
        }

        static class WaitsInsideAStep {
            static final String SAYS = "Lock.lock at RefusalTest.java";
            private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
            private final Lock lock = new ReentrantLock();

            @Actor void ann() {
                lock.lock();
                map.put(1, 1);
                lock.unlock();
            }

            @Actor void bob() {
                map.computeIfAbsent(2, _ -> {
                    lock.lock();
                    lock.unlock();
                    return 2;
                });
            }
        }
    }
}
