package workbook;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/*
 * E07 · Event loop
 *
 * Story   The bakery takes orders over the network, and one thread serves all guests: a loop takes turns with those who are
 *         ready. In the shop it worked. Now orders come over slow lines in pieces, somebody does not read what we say,
 *         somebody hangs up in the middle of a word, and each time everybody else is left standing.
 * Task    Finish ready(), one turn of the loop. It serves the guest who is ready, and never costs another guest anything.
 * Rules   The signatures, run() and answer() stay as they are. The tests take the turns of run() themselves.
 *         An order is a line: at most 100 ASCII characters, and then a \n. It may come in any pieces, and several at once.
 *         Each order is answered by what answer() says and a \n, the answers of a guest in the order of the orders.
 *         A line for which answer() throws an exception, also an empty line, is answered by "?" and a \n, and the guest goes on.
 *         Who does not read gets the answers later, all of them. Meanwhile nobody else waits.
 *         A guest whose stream ends or whose connection fails is gone: the turn that reads this closes the channel.
 *         Orders that came before the end are answered; what the socket has not taken by then is lost. Half an order is nothing.
 *         ready() does what can be done at once. It never waits, throws nothing, and no other thread helps it.
 *         A key becomes ready only if there is something to do for it: without that the loop sleeps.
 * Run     ./mvnw -f exercises test -Dtest='E07*'
 */
public class E07_EventLoop {

    private final Selector selector;
    private final ServerSocketChannel door;

    /** A loop that serves all who come in by this door. */
    public E07_EventLoop(Selector selector, ServerSocketChannel door) throws IOException {
        this.selector = selector;
        this.door = door;
        door.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves everybody, until the selector is closed. */
    public void run() throws IOException {
        while (selector.isOpen()) selector.select(this::ready);
    }

    /** What is known of a guest between two turns. */
    private static final class Guest {
        final StringBuilder asked = new StringBuilder();        // the pieces of a line that has no end yet
        ByteBuffer answers = ByteBuffer.allocate(0);            // what the socket has not taken yet
    }

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept();
            else serve(key, (SocketChannel) key.channel(), (Guest) key.attachment());
        } catch (IOException e) {
            close(key);                                         // one guest is gone, and the loop goes on
        }
    }

    private void accept() throws IOException {
        var channel = door.accept();
        if (channel != null) channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, new Guest());
    }

    private void serve(SelectionKey key, SocketChannel channel, Guest guest) throws IOException {
        if (key.isReadable()) {
            var piece = ByteBuffer.allocate(1_024);
            if (channel.read(piece) < 0) throw new EOFException("the guest has left");
            guest.asked.append(StandardCharsets.US_ASCII.decode(piece.flip()));
            guest.answers = StandardCharsets.US_ASCII.encode(answers(guest.asked));
        }
        channel.write(guest.answers);                           // takes what fits, and does not wait
        key.interestOps(guest.answers.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);  // who does not read is not read from
    }

    /** The answers to all lines that are complete; the rest stays for the next piece. */
    private static String answers(StringBuilder asked) {
        var answers = new StringBuilder();
        for (int end; (end = asked.indexOf("\n")) >= 0; asked.delete(0, end + 1)) {
            try {
                answers.append(answer(asked.substring(0, end)));
            } catch (RuntimeException e) {
                answers.append('?');
            }
            answers.append('\n');
        }
        return answers.toString();
    }

    private void close(SelectionKey key) {
        if (key.attachment() == null) return;                   // the door stays open
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    /** What we say to an order: to "bread 2" it is "bread bread". Throws if it is none. */
    static String answer(String order) {
        var words = order.split(" ");
        int number = Integer.parseInt(words[1]);
        if (number > 100_000) throw new IllegalArgumentException("nobody bakes so many");
        return String.join(" ", Collections.nCopies(number, words[0]));
    }
}
