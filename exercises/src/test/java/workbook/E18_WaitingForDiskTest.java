package workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E18_WaitingForDisk.Recipe;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;
import workbook.proof.Rendezvous;

@Proof
class E18_WaitingForDiskTest {

    @Test @Order(1)
    void asManyFilesAtOnceAsMayBeOpen() throws Exception {
        try (var reading = Rendezvous.exactly(3, "files")) {
            var disk = new Disk(name -> reading.meet());
            disk.readAll(names(10), 3);
            reading.assertMet("there are files to read, and as many may be open");
            reading.assertNeverMore("the system has no more to give");
        }
    }

    @Test @Order(2)
    void noThreadIsLeft() throws Exception {
        var threads = Census.take();
        new Disk(name -> {}).readAll(names(10), 3);
        threads.assertNobodyLeft("all files are read");
    }

    @Test @Order(3)
    void everyFileIsClosedOnce() throws Exception {
        var disk = new Disk(name -> {});
        disk.readAll(names(10), 3);
        disk.assertAllClosed("all files are read");
    }

    @Test @Order(4)
    void aFileIsOpenUntilItIsClosed() throws Exception {
        var disk = new Disk(name -> {});
        disk.closesSlowly = true;
        disk.readAll(names(4), 1);
        assertThat(disk.most.get()).withFailMessage("a file was opened before another one was closed, and no more may be open: what is not closed is open").isEqualTo(1);
    }

    @Test @Order(5)
    void aSlowFileHoldsUpNobody() throws Exception {
        AtomicInteger others = new AtomicInteger(), meanwhile = new AtomicInteger();
        new Disk(name -> {
            if (!name.equals("0")) others.incrementAndGet();
            else Patience.until(Patience.LONG, () -> {
                meanwhile.set(others.get());
                return meanwhile.get() == 9;
            });
        }).readAll(names(10), 3);
        assertThat(meanwhile.get()).withFailMessage("one file was slow, and only %d of 9 others were read meanwhile: two more may be open beside it", meanwhile.get()).isEqualTo(9);
    }

    @ParameterizedTest @Order(6)
    @CsvSource({"10, 3", "3, 10", "1, 1", "0, 3"})
    void theTextsAreInTheOrderOfTheNames(int files, int atOnce) throws Exception {
        var second = new CountDownLatch(1);
        var texts = new Disk(name -> {
            if (name.equals("1")) second.countDown();
            if (name.equals("0") && files > 1) second.await();
        }).readAll(names(files), atOnce);
        assertThat(texts).withFailMessage("the texts are %s", texts).isEqualTo(names(files).stream().map("text of "::concat).toList());
    }

    @Test @Order(7)
    void noPlatformThreadForEachFile() throws Exception {
        var held = new CompletableFuture<Void>();
        try (AutoCloseable _ = () -> held.complete(null)) {
            var disk = new Disk(name -> held.join());
            var reading = Call.of("readAll()", () -> disk.readAll(names(300), 3));
            Patience.until(Patience.LONG, () -> disk.open.get() == 3);
            boolean many = Patience.until(Patience.SHORT, () -> platformThreads() > 100);
            assertThat(many).withFailMessage("there are more than 100 platform threads for 300 files, of which 3 may be open: for 10,000 there are too many").isFalse();
            held.complete(null);
            reading.returns("all files can be read");
        }
    }

    @ParameterizedTest @Order(8)
    @ValueSource(ints = {1, 3})
    void aFileThatHasVanished(int atOnce) throws Exception {
        var disk = new Disk(name -> {});
        disk.vanished = Set.of("1", "2", "3", "4", "6");
        var reading = Call.of("readAll()", () -> disk.readAll(names(8), atOnce));
        Patience.until(Patience.LONG, reading::isOver);
        try {
            var texts = reading.returns("5 files have vanished, and 3 are there");
            assertThat(texts).withFailMessage("the files 1, 2, 3, 4 and 6 have vanished, and the texts are %s", texts)
                    .isEqualTo(Arrays.asList("text of 0", null, null, null, null, "text of 5", null, "text of 7"));
        } catch (IOException e) {
            throw new AssertionError("a file has vanished, and readAll() threw %s: the others can be read".formatted(e), e);
        }
        disk.assertAllClosed("some others have vanished");
    }

    @Test @Order(9)
    void nothingIsOpenWhenItHasThrown() throws Exception {
        var failure = new IOException("bad sector");
        var held = new CompletableFuture<Void>();
        var second = new CountDownLatch(1);
        try (AutoCloseable _ = () -> held.complete(null)) {
            var disk = new Disk(name -> {
                if (name.equals("0")) {
                    second.await();
                    throw failure;
                }
                second.countDown();
                held.join();
            });
            var reading = Call.of("readAll()", () -> disk.readAll(names(2), 2));
            assertThat(Patience.until(Patience.SHORT, reading::isOver)).withFailMessage("text() threw %s, readAll() is over, and a file is still open: somebody reads it for nobody", failure).isFalse();
            held.complete(null);
            assertFails(reading, "text()", failure);
            disk.assertAllClosed("text() threw " + failure);
        }
    }

    static List<Arguments> failures() {
        return Stream.of(new IOException("bad sector"), new AccessDeniedException("secret"), new IllegalStateException("no such disk"))
                .flatMap(failure -> Stream.of("open()", "text()", "close()").map(call -> Arguments.of(call, failure))).toList();
    }

    @ParameterizedTest @Order(10)
    @MethodSource("failures")
    void whateverGoesWrong(String call, Exception failure) throws Exception {
        var threads = Census.take();
        var disk = new Disk(name -> fail("text()", call, name, failure));
        disk.opening = name -> fail("open()", call, name, failure);
        disk.closing = name -> fail("close()", call, name, failure);
        assertFails(Call.of("readAll()", () -> disk.readAll(names(8), 1)), call, failure);
        disk.assertAllClosed("%s threw %s".formatted(call, failure));
        threads.assertNobodyLeft("readAll() has thrown");
    }

    /** Of the first file. */
    private static void fail(String here, String call, String name, Exception failure) throws Exception {
        if (here.equals(call) && name.equals("0")) throw failure;
    }

    private static void assertFails(Call<?> reading, String call, Exception failure) throws InterruptedException {
        Patience.until(Patience.LONG, reading::isOver);
        var thrown = catchThrowable(() -> reading.returns("%s threw %s, and all others can be read".formatted(call, failure)));
        assertThat(thrown).withFailMessage("%s threw %s, and readAll() returned as if all had been read", call, failure).isNotNull();
        assertThat(thrown).withFailMessage("%s threw %s, and readAll() threw %s", call, failure, thrown).isSameAs(failure);
    }

    private static List<String> names(int number) { return IntStream.range(0, number).mapToObj(Integer::toString).toList(); }

    /** Those that are somewhere in readAll(). */
    private static long platformThreads() {
        return Thread.getAllStackTraces().values().stream().filter(stack -> Stream.of(stack).anyMatch(frame -> frame.getClassName().equals(E18_WaitingForDisk.class.getName()))).count();
    }

    private interface Step {
        void of(String name) throws Exception;

        default void at(String name) throws IOException {
            try {
                of(name);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Counts the files that are open, from the call of open() until close() has returned. */
    private static final class Disk implements E18_WaitingForDisk.Disk {
        private final AtomicInteger open = new AtomicInteger(), most = new AtomicInteger(), opened = new AtomicInteger(), closed = new AtomicInteger();
        private final Step reading;
        private Step opening = name -> {}, closing = name -> {};
        private Set<String> vanished = Set.of();
        private boolean closesSlowly;

        Disk(Step reading) { this.reading = reading; }

        List<String> readAll(List<String> names, int atOnce) throws Exception { return E18_WaitingForDisk.readAll(this, names, atOnce); }

        @Override public Recipe open(String name) throws IOException {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                if (vanished.contains(name)) throw new NoSuchFileException(name);
                opening.at(name);
            } catch (IOException | RuntimeException e) {
                open.decrementAndGet();
                throw e;
            }
            opened.incrementAndGet();
            return new Recipe() {
                @Override public String text() throws IOException {
                    reading.at(name);
                    return "text of " + name;
                }

                @Override public void close() throws IOException {
                    if (closesSlowly) ((Step) _ -> Patience.until(Patience.SHORT, () -> most.get() > 1)).at(name);
                    closed.incrementAndGet();
                    open.decrementAndGet();
                    closing.at(name);
                }
            };
        }

        void assertAllClosed(String because) {
            assertThat(closed.get()).withFailMessage("%d of %d files were never closed: %s", opened.get() - closed.get(), opened.get(), because).isGreaterThanOrEqualTo(opened.get());
            assertThat(closed.get()).withFailMessage("%d files were opened, and closed %d times: %s", opened.get(), closed.get(), because).isEqualTo(opened.get());
        }
    }
}
