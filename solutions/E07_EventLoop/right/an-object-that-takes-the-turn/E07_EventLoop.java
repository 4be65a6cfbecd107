// Style: the attachment of a key is what to do when it is ready; the door is one like the others.
package workbook;

import java.io.ByteArrayOutputStream;
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

    private interface Turn {
        void take(SelectionKey key) throws IOException;
    }

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        var turn = key.attachment() == null ? (Turn) this::open : (Turn) key.attachment();
        try {
            turn.take(key);
        } catch (IOException e) {
            if (turn instanceof Guest) close(key);
        }
    }

    private void open(SelectionKey key) throws IOException {
        door.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ, new Guest());
    }

    private static final class Guest implements Turn {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
        private ByteBuffer out = ByteBuffer.allocate(0);

        @Override public void take(SelectionKey key) throws IOException {
            var channel = (SocketChannel) key.channel();
            if (key.isReadable()) {
                var in = ByteBuffer.allocate(256);
                int length = channel.read(in);
                if (length < 0) {
                    channel.close();
                    return;
                }
                for (int i = 0; i < length; i++) hear(in.get(i));
            }
            if (!out.hasRemaining()) {
                out = ByteBuffer.wrap(answers.toByteArray());
                answers.reset();
            }
            channel.write(out);
            boolean left = out.hasRemaining() || answers.size() > 0;
            key.interestOps(left ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        private void hear(byte b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            String said;
            try {
                said = answer(line.toString(StandardCharsets.US_ASCII));
            } catch (RuntimeException e) {
                said = "?";
            }
            line.reset();
            answers.writeBytes((said + "\n").getBytes(StandardCharsets.US_ASCII));
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
