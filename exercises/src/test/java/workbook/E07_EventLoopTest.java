package workbook;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.proof.Call;
import workbook.proof.Census;
import workbook.proof.Patience;
import workbook.proof.Proof;

/** Real sockets; but the test takes each turn of the loop itself, so it knows what the loop has seen, and when it would sleep. */
@Proof
class E07_EventLoopTest {
    /** So many orders of so many loaves of such a name: the answers, 10 MB, are more than the sockets of both ends hold. */
    private static final int ORDERS = 10, LOAVES = 12_000;
    private static final String NAME = "-loaf".repeat(16), LONG = "b".repeat(98);

    private final List<Guest> guests = new ArrayList<>();
    @AutoClose private final Selector selector = Selector.open();
    @AutoClose private final ServerSocketChannel door = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    private E07_EventLoop loop;
    private Census threads;                 // as many as before there was a loop
    private volatile int reads;             // turns in which there was something to read
    private volatile String turn = "none";  // what the last one was for
    private volatile long sleeps;           // inside of ready(), in all turns

    E07_EventLoopTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        for (var guest : guests) guest.channel.close();
        for (var key : selector.keys()) key.channel().close();
    }

    @Test @Order(1)
    void ordersAreAnsweredByTheLoopAlone() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bread 2\n").hears("bread bread\n", "that was one order");
        bob.says("cake 1\nroll 3\ntea 1\n").hears("cake\nroll roll roll\ntea\n", "that were three orders in one piece");
        ann.says("tea 1\n").hears("tea\n", "that was her second order");
        threads.assertNobodyLeft("ready() has returned, and one thread should do for all guests");
    }

    @Test @Order(2)
    void anOrderComesInPieces() throws Exception {
        var ann = guest("Ann");
        ann.says("bre").isTaken();
        ann.says("ad 2\nca").hears("bread bread\n", "'bre' and 'ad 2\\n' are one order in two pieces, and 'ca' is none yet");
        ann.says("ke 1").isTaken();
        ann.says("\n").hears("cake\n", "an order ends with \\n, whenever that comes");
    }

    @Test @Order(3)
    void thePiecesOfTwoGuestsAreNotMixed() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bre").isTaken();
        bob.says("ca").isTaken();
        ann.says("ad 1\n").hears("bread\n", "Bob said 'ca' between her two pieces");
        bob.says("ke 1\n").hears("cake\n", "Ann said 'ad 1\\n' between his two pieces");
    }

    @Test @Order(4)
    void ordersMayBeLongAndMany() throws Exception {
        var ann = guest("Ann");
        for (int order = 1; order <= 100; order++)
            ann.says(LONG + " 1\n").hears(LONG + "\n", "that was order %d of 100, each of 100 characters and then a \\n".formatted(order));
        ann.says(LONG + " 1").isTaken();
        ann.says("\n").hears(LONG + "\n", "an order of 100 characters came in one piece, and its \\n in the next");
    }

    @Test @Order(5)
    void aLineThatIsNoOrderIsAnsweredToo() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bread 1\nbread many\nbread 1000000\nhello\ncake 1\n").hears("bread\n?\n?\n?\ncake\n", "three of her five lines are no orders");
        ann.says("tea 1\n\nroll 1\n\n").hears("tea\n?\nroll\n?\n", "she was misunderstood before, and goes on; an empty line is a line too");
        bob.says("roll 1\n").hears("roll\n", "what Ann said was not his fault");
    }

    @Test @Order(6)
    void theLoopSleepsWhenThereIsNothingToDo() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bread 1\n").hears("bread\n", "that was one order");
        bob.says("ca").isTaken();
        assertSleeps("every order is answered");
    }

    @Test @Order(7)
    void whoDoesNotReadMakesNobodyWait() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        fill(ann);
        bob.says("bread 1\n").hears("bread\n", "Ann does not read, and he does");
    }

    @Test @Order(8)
    void whoReadsLaterGetsEverything() throws Exception {
        var ann = guest("Ann");
        var all = fill(ann);
        assertThat(sleeps).withFailMessage("ready() sleeps in a turn for Ann, who does not read: meanwhile all other guests wait").isZero();
        ann.hears(all, "she did not read for a while");
        assertSleeps("Ann has read everything that was left");
        ann.says("cake 1\n").hears("cake\n", "she has read everything since, and asked again");
    }

    @Test @Order(9)
    void theRestComesByTurnsOfTheLoop() throws Exception {
        var ann = guest("Ann");
        int all = fill(ann).length();
        if (Patience.until(Patience.SHORT, () -> ann.heard() >= all))       // she reads now, and the loop gets no turn
            throw new AssertionError("Ann heard everything, and the loop had no turn to write the rest: another thread did it");
    }

    @Test @Order(10)
    void whoDoesNotReadMayOrderMore() throws Exception {
        var ann = guest("Ann");
        var expected = fill(ann);
        ann.says("tea 1\n");
        for (int turns = 0; turns < 10; turns++) turns();      // the loop may read that now, or later
        ann.hears(expected + "tea\n", "she ordered tea before she had read the rest");
    }

    @Test @Order(11)
    void whoHasLeftIsForgotten() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bread 1\ncak").hears("bread\n", "the first order is complete");
        ann.leaves("in the middle of an order");
        bob.says("bread 1\n").hears("bread\n", "that Ann left is nothing to him");
        bob.leaves("after the answer");
    }

    @Test @Order(12)
    void halfAnOrderIsNoneAlsoAtTheEnd() throws Exception {
        Guest ann = guest("Ann");
        ann.says("bread 1\ncake 1").hears("bread\n", "the first order is complete");
        ann.hangsUp();
    }

    @Test @Order(13)
    void anOrderIsOneAlsoAtTheEnd() throws Exception {
        Guest ann = guest("Ann");
        ann.says("bread 2\ntea 1\nca").channel.shutdownOutput();
        guest("Bob");                       // only now the loop gets a turn, and all that Ann has sent is there
        ann.hears("bread bread\ntea\n", "two orders were complete when she hung up");
        ann.hangsUp();
    }

    @Test @Order(14)
    void aConnectionThatFailsIsTheLossOfOneGuest() throws Exception {
        Guest ann = guest("Ann"), bob = guest("Bob");
        ann.says("bread 1\ncak").hears("bread\n", "the first order is complete");
        ann.breaksOff().leaves("by a reset of the connection");
        var eve = guest("Eve");
        fill(eve);
        eve.breaksOff().leaves("by a reset, with answers still to be written");
        bob.says("bread 1\n").hears("bread\n", "two other connections have failed, and his has not");
    }

    @Test @Order(15)
    void theNextGuestMayComeFromTheSameAddress() throws Exception {
        for (int tries = 0; tries < 3; tries++) {
            var ann = guest("Ann", SocketChannel.open().bind(null));        // a port that others don't share
            ann.says("ca").isTaken();
            ann.breaksOff().leaves("in the middle of an order");            // by a reset, which frees the port at once
            try (var bob = SocketChannel.open().bind(ann.address)) {
                guest("Bob", bob).says("bread 1\n").hears("bread\n", "he has the address that was Ann's, and not her half order");
                return;
            } catch (BindException e) { }   // another program has got the port
        }
    }

    /** Orders more than fits, and reads nothing. Returns what the guest is to hear. */
    private String fill(Guest guest) throws Exception {
        var orders = IntStream.range(10, 10 + ORDERS).mapToObj(order -> order + NAME + " " + LOAVES + "\n").collect(joining());
        guest.says(orders);
        Call.of("ready()", () -> {
            guest.isTaken();
            assertSleeps("%s does not read, and the socket is full".formatted(guest.name));
            return null;
        }).returns("%s does not read, and until that is over all other guests wait".formatted(guest.name));
        if (!guest.key.isValid()) throw new AssertionError("%s has lost the connection for not reading: the answers should wait".formatted(guest.name));
        threads.assertNobodyLeft("%s does not read, and it is the loop that should come back to that".formatted(guest.name));
        return orders.lines().map(order -> E07_EventLoop.answer(order) + "\n").collect(joining());
    }

    private Guest guest(String name) throws Exception { return guest(name, SocketChannel.open()); }

    /** A guest who has come in. */
    private Guest guest(String name, SocketChannel channel) throws Exception {
        if (loop == null) {                 // here, so that its threads belong to the test
            threads = Census.take();
            loop = new E07_EventLoop(selector, door);
        }
        channel.connect(door.getLocalAddress());
        var guest = new Guest(name, channel);
        guests.add(guest);
        assertThat(turnsUntil(() -> (guest.key = guest.key()) != null)).withFailMessage("%s stands at the door, and has no key in the selector", name).isTrue();
        return guest;
    }

    /** All the turns that one select() gives; returns how many. */
    private int turns() {
        try {
            return selector.selectNow(key -> {
                turn = key.isReadable() ? "read" : key.isWritable() ? "write" : "accept";
                if (key.isReadable()) reads++;
                long before = sleepsOfThisThread();
                loop.ready(key);
                sleeps += sleepsOfThisThread() - before;
            });
        } catch (Throwable t) {
            throw new AssertionError("ready() threw %s: that ends the loop, for everybody".formatted(t), t);
        }
    }

    private static long sleepsOfThisThread() { return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().threadId()).getWaitedCount(); }

    /** Takes turns until it has happened; false if it does not. */
    private boolean turnsUntil(BooleanSupplier happened) throws InterruptedException {
        return Patience.until(Patience.LONG, () -> {
            for (int turns = 0; turns < 100 && !happened.getAsBoolean() && turns() > 0; turns++) { }
            return happened.getAsBoolean();
        });
    }

    private void assertSleeps(String though) {
        for (int turns = 0; turns < 10_000; turns++) if (turns() == 0) return;
        throw new AssertionError("the loop does not sleep: %s, and it gets turn after turn to %s".formatted(though, turn));
    }

    /** The other end of a connection. */
    private final class Guest {
        private final String name;
        private final SocketChannel channel;
        private final SocketAddress address;
        private final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        private final StringBuilder heard = new StringBuilder();
        private SelectionKey key;       // the loop's, for this guest
        private int readsBefore;

        Guest(String name, SocketChannel channel) throws IOException {
            this.name = name;
            this.channel = channel;
            this.address = channel.getLocalAddress();
            channel.socket().setTcpNoDelay(true);
            channel.configureBlocking(false);
        }

        Guest says(String text) throws IOException {
            readsBefore = reads;
            channel.write(StandardCharsets.US_ASCII.encode(text));
            return this;
        }

        /** The loop has had a turn to read what was said. */
        void isTaken() throws InterruptedException {
            assertThat(turnsUntil(() -> reads > readsBefore)).withFailMessage("%s has said something, and the loop gets no turn to read it", name).isTrue();
        }

        void hears(String expected, String because) throws InterruptedException {
            turnsUntil(() -> heard() >= expected.length() || heard.length() < 1_000 && !expected.startsWith(heard.toString()));
            if (!expected.contentEquals(heard))
                throw new AssertionError("%s heard %s instead of %s: %s".formatted(name, quote(heard), quote(expected), because));
            heard.setLength(0);
        }

        Guest breaksOff() throws IOException {
            channel.socket().setSoLinger(true, 0);
            return this;
        }

        /** Says nothing more but listens, until the loop has closed its end. */
        void hangsUp() throws Exception {
            channel.shutdownOutput();
            if (!turnsUntil(() -> heard() == Integer.MAX_VALUE))
                throw new AssertionError("%s has hung up, and the loop's channel is still open: the end of the stream is the end for both".formatted(name));
            if (!heard.isEmpty())
                throw new AssertionError("%s heard %s after hanging up: an order that has no \\n yet is none, and the end of the stream is no \\n".formatted(name, quote(heard)));
        }

        /** Closes this end, and the loop has to close its own. */
        void leaves(String how) throws Exception {
            channel.close();
            if (!turnsUntil(() -> !key.channel().isOpen()))
                throw new AssertionError("%s has left %s, and the loop's channel is still open, %s".formatted(name, how,
                        key.isValid() ? "with turn after turn to " + turn : "with no key in the selector"));
            assertSleeps("%s has left %s".formatted(name, how));
        }

        /** How many characters were heard, with those that are there now; nothing more comes if it is the greatest number. */
        private int heard() {
            try {
                int length;
                while ((length = channel.read(piece.clear())) > 0) heard.append(StandardCharsets.US_ASCII.decode(piece.flip()));
                return length < 0 ? Integer.MAX_VALUE : heard.length();
            } catch (IOException e) {
                return Integer.MAX_VALUE;
            }
        }

        private SelectionKey key() {
            for (var key : selector.keys())
                if (key.isValid() && key.channel() instanceof SocketChannel other && other.socket().getRemoteSocketAddress().equals(address)) return key;
            return null;
        }
    }

    private static String quote(CharSequence text) {
        return text.length() > 60 ? "%,d characters".formatted(text.length()) : "'%s'".formatted(text.toString().replace("\n", "\\n"));
    }
}
