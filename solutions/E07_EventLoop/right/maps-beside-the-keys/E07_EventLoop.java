// Style: what is known of the guests stands in two maps by channel, and each way of leaving empties them.
package workbook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

public class E07_EventLoop {

    private final Selector selector;
    private final ServerSocketChannel door;
    private final Map<SocketChannel, String> asked = new HashMap<>();
    private final Map<SocketChannel, ByteBuffer> answers = new HashMap<>();

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
            if (key.channel() == door) {
                var guest = door.accept();
                guest.configureBlocking(false);
                guest.register(selector, SelectionKey.OP_READ);
                asked.put(guest, "");
                answers.put(guest, ByteBuffer.allocate(0));
            } else if (key.isWritable()) write((SocketChannel) key.channel());
            else read((SocketChannel) key.channel());
        } catch (IOException e) {
            if (key.channel() instanceof SocketChannel guest) forget(guest);
        }
    }

    private void read(SocketChannel guest) throws IOException {
        var piece = ByteBuffer.allocate(1_024);
        if (guest.read(piece) == -1) {
            forget(guest);
            return;
        }
        var lines = (asked.get(guest) + StandardCharsets.US_ASCII.decode(piece.flip())).split("\n", -1);
        var said = new StringBuilder();
        for (int line = 0; line < lines.length - 1; line++) said.append(say(lines[line])).append('\n');
        asked.put(guest, lines[lines.length - 1]);
        answers.put(guest, StandardCharsets.US_ASCII.encode(said.toString()));
        write(guest);
    }

    private void write(SocketChannel guest) throws IOException {
        guest.write(answers.get(guest));
        guest.keyFor(selector).interestOps(answers.get(guest).hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void forget(SocketChannel guest) {
        asked.remove(guest);
        answers.remove(guest);
        try {
            guest.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private static String say(String order) {
        try {
            return answer(order);
        } catch (RuntimeException e) {
            return "?";
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
