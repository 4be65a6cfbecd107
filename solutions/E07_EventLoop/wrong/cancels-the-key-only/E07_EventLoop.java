// Misconception: A key that is cancelled closes its channel.
// The test says: still open, with no key in the selector
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
        final StringBuilder asked = new StringBuilder();
        ByteBuffer answers = ByteBuffer.allocate(0);
    }

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept();
            else serve(key, (SocketChannel) key.channel(), (Guest) key.attachment());
        } catch (IOException e) {
            close(key);
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
        channel.write(guest.answers);
        key.interestOps(guest.answers.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
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
        if (key.attachment() == null) return;
        key.cancel();
    }

    /** What we say to an order: to "bread 2" it is "bread bread". Throws if it is none. */
    static String answer(String order) {
        var words = order.split(" ");
        int number = Integer.parseInt(words[1]);
        if (number > 100_000) throw new IllegalArgumentException("nobody bakes so many");
        return String.join(" ", Collections.nCopies(number, words[0]));
    }
}
