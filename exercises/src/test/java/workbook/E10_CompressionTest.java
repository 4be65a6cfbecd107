package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        var common = new AtomicBoolean();
        var backup = new Backup(40);
        try (var workers = Rendezvous.exactly(5, "blocks")) {
            backup.compressing = block -> {
                if (Thread.currentThread().getName().startsWith("ForkJoinPool.commonPool-")) common.set(true);
                workers.meet();
            };
            backup.pack(5);
            var number = "threads of the common pool compressed, and their number is not that of the workers";
            workers.assertMet(common.get() ? number : "the disk has more of them, and workers look on");
            workers.assertNeverMore(common.get() ? number : "there is a worker for each of these and none for the others");
        }
    }

    @Test @Order(3)
    void theArchiveGetsAllBlocksInTheOrderOfTheDisk() throws Exception {
        var backup = new Backup(20);
        backup.compressing = block -> { if (block == 0) backup.rest(); };     // whatever else can be written is written by then
        backup.pack(2);
        var archive = backup.archive;
        assertThat(archive).withFailMessage("the disk has 20 blocks, and the archive got only %s of them", archive.size()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(archive).withFailMessage("the archive got the blocks in this order: %s", archive).isEqualTo(blocks(20));
    }

    @Test @Order(4)
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

    @Test @Order(5)
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

    @Test @Order(6)
    void aSlowArchiveHoldsTheDiskBack() throws Exception {
        var backup = new Backup(40);
        try (var held = new Held()) {
            backup.writing = block -> { if (block == 0) held.here(); };
            var pack = backup.begin(2);
            held.await("the first block is compressed");
            backup.rest();
            int inMemory = backup.inMemory();
            assertThat(inMemory).withFailMessage("while the archive was busy with the first block, there were %d in memory, of 8 that there is room for", inMemory)
                    .isLessThanOrEqualTo(8);
            held.end();
            pack.returns("all blocks can be written");
        }
    }

    @Test @Order(7)
    void theFailureOfABlockIsThrown() throws Exception {
        var threads = Census.take();
        var failure = new IOException("a cosmic ray", new IllegalStateException("the sun was up"));
        var backup = new Backup(40);
        backup.compressing = block -> { if (block == 3) throw failure; };
        assertThrows(failure, backup, "compress()");
        assertThat(backup.archive).withFailMessage("block 3 failed, and the archive got blocks that come after it: %s", backup.archive).isSubsetOf(blocks(3));
        int taken = backup.taken.get();
        assertThat(taken).withFailMessage("block 3 failed, and %d blocks were taken from the disk: there was room for 8 from that one on", taken).isLessThanOrEqualTo(3 + 8);
        threads.assertNobodyLeft("a block has failed, and pack() is over");
    }

    @ParameterizedTest @Order(8)
    @ValueSource(strings = {"append()", "next()"})
    void aFailureOfTheArchiveOrTheDiskIsThrown(String call) throws Exception {
        var threads = Census.take();
        var failure = call.equals("append()") ? new IOException("the archive is full") : new UncheckedIOException(new IOException("a bad sector"));
        var backup = new Backup(40);
        Step fails = block -> { if (block == 12) throw failure; };
        if (call.equals("append()")) backup.writing = fails;
        else backup.reading = fails;
        assertThrows(failure, backup, call);
        threads.assertNobodyLeft(call + " has failed, and pack() is over");
    }

    @Test @Order(9)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        new Backup(20).pack(3);
        threads.assertNobodyLeft("all is written, and pack() has returned");
    }

    @Test @Order(10)
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

    @ParameterizedTest @Order(11)
    @ValueSource(ints = {0, 1, 3})
    void fewBlocks(int blocks) throws Exception {
        var backup = new Backup(blocks);
        backup.begin(4).returns("the disk has %d blocks, and there are 4 workers".formatted(blocks));
        assertThat(backup.archive).isEqualTo(blocks(blocks));
    }

    private static void assertThrows(Exception failure, Backup backup, String call) throws Exception {
        var pack = Call.of("pack()", () -> catchThrowable(() -> backup.pack(2)));
        var thrown = pack.returns(call + " has thrown, and there is nothing left to wait for");
        assertThat(thrown).withFailMessage("%s threw %s, and pack() returned as if it had not", call, failure).isNotNull();
        assertThat(thrown).withFailMessage("%s threw %s, and pack() threw %s: that is not the same exception", call, failure, thrown).isSameAs(failure);
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
        private final AtomicInteger atTheDisk = new AtomicInteger(), atTheArchive = new AtomicInteger();
        private final AtomicBoolean clash = new AtomicBoolean();
        private volatile Step reading = block -> {}, compressing = block -> {}, writing = block -> {};

        Backup(int blocks) { this.blocks = blocks; }

        int inMemory() { return taken.get() - written.get(); }

        void pack(int workers) throws Exception {
            E10_Compression.pack(disk(), this::compress, this::append, workers);
        }

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
                        return new byte[] {(byte) block};
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
            compressing.of(block[0]);
            compressed.incrementAndGet();
            return new byte[] {block[0], 'z'};
        }

        private void append(byte[] block) throws Exception {
            if (atTheArchive.incrementAndGet() > 1) clash.set(true);
            try {
                writing.of(block[0]);
                archive.add(block[0] + (block.length == 2 ? "" : ", not compressed"));
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
            return Stream.of(all).limit(group.enumerate(all)).filter(thread -> thread != me).allMatch(thread -> switch (thread.getState()) {
                case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> true;
                default -> false;
            });
        }
    }
}
