package workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                door.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ);
                return;
            }
            var guest = (SocketChannel) key.channel();
            var piece = ByteBuffer.allocate(1_024);
            guest.read(piece);
            for (var order : StandardCharsets.US_ASCII.decode(piece.flip()).toString().split("\n")) {     // TODO: as in the shop
                var answer = StandardCharsets.US_ASCII.encode(answer(order) + "\n");
                while (answer.hasRemaining()) guest.write(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
