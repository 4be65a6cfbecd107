// Style: a buffer for what was said, and one answer; the next order is looked at when that has been taken.
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

    private static final class Guest {
        final ByteBuffer said = ByteBuffer.allocate(128);
        ByteBuffer answer = ByteBuffer.allocate(0);

        /** The next complete line, or null. */
        String line() {
            for (int end = 0; end < said.position(); end++)
                if (said.get(end) == '\n') {
                    var line = new String(said.array(), 0, end, StandardCharsets.US_ASCII);
                    said.flip().position(end + 1);
                    said.compact();
                    return line;
                }
            return null;
        }
    }

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        try {
            if (!(key.attachment() instanceof Guest guest)) {
                door.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ, new Guest());
                return;
            }
            var channel = (SocketChannel) key.channel();
            if (key.isReadable() && channel.read(guest.said) < 0) throw new EOFException();
            channel.write(guest.answer);
            for (String line; !guest.answer.hasRemaining() && (line = guest.line()) != null; ) {
                try {
                    guest.answer = StandardCharsets.US_ASCII.encode(answer(line) + "\n");
                } catch (RuntimeException e) {
                    guest.answer = StandardCharsets.US_ASCII.encode("?\n");
                }
                channel.write(guest.answer);
            }
            key.interestOps(guest.answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } catch (IOException e) {
            if (key.attachment() != null) close(key);
        }
    }

    private static void close(SelectionKey key) {
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
