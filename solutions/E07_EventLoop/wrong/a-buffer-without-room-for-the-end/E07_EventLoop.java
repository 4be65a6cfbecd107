// Misconception: An order of 100 characters needs 100 bytes.
// The test says: that was order 1 of
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
        final ByteBuffer asked = ByteBuffer.allocate(100);
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
            if (channel.read(guest.asked) < 0) throw new EOFException("the guest has left");
            guest.answers = StandardCharsets.US_ASCII.encode(answers(guest.asked));
        }
        channel.write(guest.answers);
        key.interestOps(guest.answers.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** The answers to all lines that are complete; the rest stays for the next piece. */
    private static String answers(ByteBuffer asked) {
        var answers = new StringBuilder();
        int done = 0;
        for (int end = 0; end < asked.position(); end++) {
            if (asked.get(end) != '\n') continue;
            try {
                answers.append(answer(new String(asked.array(), done, end - done, StandardCharsets.US_ASCII)));
            } catch (RuntimeException e) {
                answers.append('?');
            }
            answers.append('\n');
            done = end + 1;
        }
        asked.flip().position(done);
        asked.compact();
        return answers.toString();
    }

    private void close(SelectionKey key) {
        if (key.attachment() == null) return;
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
