package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;
import workbook.proof.explore.Actor;
import workbook.proof.explore.Check;
import workbook.proof.explore.Explore;

@Proof
class E10_CompressionTest {

    @Test @Order(1)
    void oneCallAtATimeForTheDiskAndTheArchive() {
        var backup = new Backup(20);
        backup.reading = block -> { if (block == 0) backup.rest(); };
        backup.writing = backup.reading;
        var thrown = catchThrowable(() -> backup.pack(2));
        assertThat(backup.clash).withFailMessage("the disk or the archive got two calls at once").isFalse();
        assertThat(thrown).withFailMessage("pack() threw %s, and nothing had failed", thrown).isNull();
    }

    @Test @Order(2)
    void asManyBlocksAtOnceAsThereAreWorkers() throws Exception {
        int number = Math.max(5, Runtime.getRuntime().availableProcessors() + 1);       // the workers are as many as pack() is told, not as the cores
        var common = new AtomicBoolean();
        var takenSoFar = new AtomicInteger();
        var backup = new Backup(8 * number);
        try (var workers = Rendezvous.exactly(number, "blocks")) {
            backup.compressing = block -> {
                if (Thread.currentThread().getName().startsWith("ForkJoinPool.commonPool-")) common.set(true);
                workers.meet();
                takenSoFar.compareAndSet(0, backup.taken.get());
            };
            backup.pack(number);
            var pool = "threads of the common pool compressed, and their number is not that of the workers";
            var others = takenSoFar.get() > workers.most() ? "more are taken from the disk, and wait for a worker" : "nobody takes the next one meanwhile";
            workers.assertMet(common.get() ? pool : others);
            workers.assertNeverMore(common.get() ? pool : "there is a worker for each of these and none for the others");
        }
    }

    @Test @Order(3)
    void inWhateverOrderTwoWorkersGo() { Explore.scenario(TwoBlocks.class).preemptions(1).allowRefused().run(); }

    static class TwoBlocks {
        private final List<Integer> archive = new CopyOnWriteArrayList<>();

        @Actor void pack() throws Exception {
            E10_Compression.pack(List.of(new byte[] {0}, new byte[] {1}).iterator(), block -> block, block -> archive.add((int) block[0]), 2);
        }

        @Check void inOrder() {
            if (archive.equals(List.of(1, 0))) throw new AssertionError("the disk has the blocks 0 and 1, and the archive got %s: two workers went at once".formatted(archive));
        }
    }

    @Test @Order(4)
    void theArchiveGetsAllBlocksInTheOrderOfTheDisk() throws Exception {
        var backup = new Backup(20);
        backup.compressing = block -> { if (block == 0) backup.rest(); };     // whatever else can be written is written by then
        backup.pack(2);
        var archive = backup.archive;
        assertThat(archive).withFailMessage("the disk has 20 blocks, and the archive got only %s of them", archive.size()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(archive).withFailMessage("the archive got the blocks in this order: %s", archive).isEqualTo(blocks(20));
    }

    @Test @Order(5)
    void noMoreIsTakenThanThereIsRoomFor() throws Exception {
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.compressing = block -> held.here();
            var pack = backup.begin(2);
            held.await("pack() has begun");
            backup.rest();
            int taken = backup.taken.get();
            assertThat(taken).withFailMessage("%d blocks were taken before the first was compressed, and there is room for 8", taken).isLessThanOrEqualTo(8);
            held.end();
            pack.returns("all blocks can be compressed");
        }
    }

    @Test @Order(6)
    void aSlowBlockHoldsUpNobodyAsLongAsThereIsRoom() throws Exception {
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.compressing = block -> { if (block == 3) held.here(); };
            var pack = backup.begin(2);
            held.await("blocks are being compressed");
            Patience.until(Patience.LONG, () -> backup.compressed.get() >= 10);     // 0 to 2, which are written, and 4 to 10
            backup.rest();
            int others = backup.compressed.get(), inMemory = backup.inMemory();
            assertThat(others).withFailMessage("a block took long, and of the 10 others that there is room for, only %d were compressed: a worker waited for it or for its turn to write", others)
                    .isGreaterThanOrEqualTo(10);
            assertThat(inMemory).withFailMessage("a block took long, and behind it there were %d in memory, of 8 that there is room for: what is compressed stays there until it is written", inMemory)
                    .isLessThanOrEqualTo(8);
            held.end();
            pack.returns("all blocks can be compressed");
        }
    }

    @Test @Order(7)
    void aSlowArchiveHoldsTheDiskBackAndNobodyElse() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>(), writer = new AtomicReference<>();
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.compressing = block -> worker.compareAndSet(null, Thread.currentThread());
            backup.writing = block -> { if (writer.compareAndSet(null, Thread.currentThread())) held.here(); };
            backup.reading = block -> {         // the first block can be written before the second is there
                if (block == 1) Patience.until(Patience.LONG, () -> backup.compressed.get() > 0 && worker.get().getState() != Thread.State.RUNNABLE);
            };
            var pack = backup.begin(2);
            held.await("the first block is compressed");
            Patience.until(Patience.LONG, () -> backup.compressed.get() >= 8);
            backup.rest();
            int compressed = backup.compressed.get(), inMemory = backup.inMemory();
            var others = worker.get() == writer.get() ? "a worker writes, and the others wait for it" : "whoever writes takes no more from the disk meanwhile, and workers look on";
            assertThat(compressed).withFailMessage("while the archive was busy with the first block, only %d of the 8 that there is room for were compressed: %s", compressed, others)
                    .isGreaterThanOrEqualTo(8);
            assertThat(inMemory).withFailMessage("while the archive was busy with the first block, there were %d in memory, of 8 that there is room for", inMemory)
                    .isLessThanOrEqualTo(8);
            held.end();
            pack.returns("all blocks can be written");
        }
    }

    @Test @Order(8)
    void whatIsAppendedIsNotHeldAnyMore() throws Exception {
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.writing = block -> { if (block == 39) held.here(); };
            var pack = backup.begin(2);
            held.await("the blocks before it can be written");
            Patience.until(10, () -> {          // gc() returns when it has collected, so few looks are enough
                System.gc();
                return backup.stillHeld() <= 20;
            });
            long still = backup.stillHeld();    // a variable may hold one of the last, and an array of 8 places what was in them
            assertThat(still).withFailMessage("39 of 40 blocks were appended, and pack() still holds %d of the 80 arrays, taken and compressed: also what was appended long ago", still)
                    .isLessThanOrEqualTo(20);
            held.end();
            pack.returns("the last block can be written");
        }
    }

    @ParameterizedTest @Order(9)
    @ValueSource(strings = {"compress()", "append()", "next()"})
    void aFailureIsThrown(String call) throws Exception {
        var threads = Census.take();
        Exception failure = switch (call) {
            case "compress()" -> new IOException("a cosmic ray", new IllegalStateException("the sun was up"));
            case "append()" -> new IOException("the archive is full");
            default -> new UncheckedIOException(new IOException("a bad sector"));
        };
        var backup = new Backup(40);
        Step fails = block -> { if (block == 12) throw failure; };
        switch (call) {
            case "compress()" -> backup.compressing = fails;
            case "append()" -> backup.writing = fails;
            default -> backup.reading = fails;
        }
        var pack = Call.of("pack()", () -> catchThrowable(() -> backup.pack(2)));
        var thrown = pack.returns(call + " has thrown, and there is nothing left to wait for");
        assertThat(thrown).withFailMessage("%s threw %s, and pack() returned as if it had not", call, failure).isNotNull();
        assertThat(thrown).withFailMessage("%s threw %s, and pack() threw %s: that is not the same exception", call, failure, thrown).isSameAs(failure);
        assertThat(backup.archive).withFailMessage("%s failed at block 12, and the archive has not just the first of the blocks before it: %s", call, backup.archive)
                .isEqualTo(blocks(Math.min(12, backup.archive.size())));
        int taken = backup.taken.get();
        assertThat(taken).withFailMessage("%s failed at block 12, and %d blocks were taken from the disk: there was room for 8 from that one on", call, taken)
                .isLessThanOrEqualTo(12 + 8);
        threads.assertNobodyLeft(call + " has failed, and pack() is over");
    }

    @ParameterizedTest @Order(10)
    @ValueSource(ints = {0, 1, 3, 20})
    void allIsWrittenAndNoThreadIsLeft(int blocks) throws Exception {
        var threads = Census.take();
        var backup = new Backup(blocks);
        backup.begin(4).returns("the disk has %d blocks, and there are 4 workers".formatted(blocks));
        assertThat(backup.archive).isEqualTo(blocks(blocks));
        threads.assertNobodyLeft("all is written, and pack() has returned");
    }

    @Test @Order(11)
    void nobodyCompressesAnyMoreWhenPackHasThrown() throws Exception {
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.compressing = block -> {
                if (block == 1) held.here();
                if (block != 0) return;
                held.await("there are two workers");
                throw new IOException("a cosmic ray");
            };
            var pack = Call.of("pack()", () -> {
                assertThat(catchThrowable(() -> backup.pack(2))).isInstanceOf(IOException.class);
                return held.isHere();
            });
            Patience.until(Patience.SHORT, pack::isOver);
            held.end();
            boolean still = pack.returns("a block has failed, and the others are done");
            assertThat(still).withFailMessage("a block was still being compressed when pack() threw the failure of another: whoever called it takes the workers for gone").isFalse();
        }
    }

    /** What the archive has when it got so many blocks. */
    private static List<String> blocks(int number) { return IntStream.range(0, number).mapToObj(Integer::toString).toList(); }

    private interface Step {
        void of(int block) throws Exception;
    }

    /** A point that a call has reached, and from which it goes on when the test says so; also an interrupt does not end that. */
    private static final class Held implements AutoCloseable {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final AtomicInteger here = new AtomicInteger();
        private final AtomicBoolean reached = new AtomicBoolean();

        void here() {
            here.incrementAndGet();
            reached.set(true);
            end.join();
            here.decrementAndGet();
        }

        boolean isHere() { return here.get() > 0; }

        void await(String because) throws InterruptedException {
            assertThat(Patience.until(Patience.LONG, reached::get)).as(because).isTrue();
        }

        void end() { end.complete(null); }

        @Override public void close() { end(); }
    }

    /** A disk with so many blocks, and an archive. Counts what is in memory: taken, and not yet written. */
    private static final class Backup {
        private final ThreadGroup group = Thread.currentThread().getThreadGroup();
        private final int blocks;
        private final AtomicInteger taken = new AtomicInteger(), compressed = new AtomicInteger(), written = new AtomicInteger();
        private final List<String> archive = new CopyOnWriteArrayList<>();
        private final ConcurrentLinkedQueue<WeakReference<byte[]>> arrays = new ConcurrentLinkedQueue<>();
        private final AtomicInteger atTheDisk = new AtomicInteger(), atTheArchive = new AtomicInteger();
        private final AtomicBoolean clash = new AtomicBoolean();
        private volatile Step reading = block -> {}, compressing = block -> {}, writing = block -> {};

        Backup(int blocks) { this.blocks = blocks; }

        int inMemory() { return taken.get() - written.get(); }

        /** How many arrays are held, of all that were taken or compressed. The test itself holds those of running calls only. */
        long stillHeld() { return arrays.stream().filter(array -> array.get() != null).count(); }

        private byte[] watched(byte... array) {
            arrays.add(new WeakReference<>(array));
            return array;
        }

        private static int number(byte[] array) { return Byte.toUnsignedInt(array[0]) << 8 | Byte.toUnsignedInt(array[1]); }

        void pack(int workers) throws Exception { E10_Compression.pack(disk(), this::compress, this::append, workers); }

        Call<Void> begin(int workers) {
            return Call.of("pack()", () -> {
                pack(workers);
                return null;
            });
        }

        private Iterator<byte[]> disk() {
            return new Iterator<>() {
                @Override public boolean hasNext() {
                    if (atTheDisk.get() > 0) clash.set(true);
                    return taken.get() < blocks;
                }

                @Override public byte[] next() {
                    if (atTheDisk.incrementAndGet() > 1) clash.set(true);
                    try {
                        int block = taken.getAndIncrement();
                        if (block >= blocks) throw new NoSuchElementException("the disk has only " + blocks);
                        reading.of(block);
                        return watched((byte) (block >> 8), (byte) block);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    } finally {
                        atTheDisk.decrementAndGet();
                    }
                }
            };
        }

        private byte[] compress(byte[] block) throws Exception {
            compressing.of(number(block));
            compressed.incrementAndGet();
            return watched(block[0], block[1], (byte) 'z');
        }

        private void append(byte[] block) throws Exception {
            if (atTheArchive.incrementAndGet() > 1) clash.set(true);
            try {
                writing.of(number(block));
                archive.add(number(block) + (block.length == 3 ? "" : ", not compressed"));
                written.incrementAndGet();
            } finally {
                atTheArchive.decrementAndGet();
            }
        }

        /** Waits until nothing goes on any more: in 30 looks in a row, all other threads of the test wait. */
        void rest() throws InterruptedException {
            var me = Thread.currentThread();
            int[] looks = {0};
            Patience.until(Patience.LONG, () -> (looks[0] = othersWait(me) ? looks[0] + 1 : 0) >= 30);
        }

        private boolean othersWait(Thread me) {
            var all = new Thread[group.activeCount() * 2 + 64];
            return Stream.of(all).limit(group.enumerate(all)).noneMatch(thread -> thread != me && thread.getState() == Thread.State.RUNNABLE);
        }
    }
}
