// Style: each answer is a buffer of its own in a queue; the guest is read from all the time.
package workbook;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;

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

    private record Guest(StringBuilder line, Queue<ByteBuffer> answers) {}

    /** One turn: somebody is at the door, or a guest is ready. */
    public void ready(SelectionKey key) {
        if (key.channel() == door) accept();
        else try {
            var guest = (Guest) key.attachment();
            if (key.isReadable()) read((SocketChannel) key.channel(), guest);
            write((SocketChannel) key.channel(), guest.answers);
            key.interestOps(guest.answers.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept() {
        try {
            for (SocketChannel guest; (guest = door.accept()) != null; )
                guest.configureBlocking(false).register(selector, SelectionKey.OP_READ, new Guest(new StringBuilder(), new ArrayDeque<>()));
        } catch (IOException e) {
            // whoever it was has left again
        }
    }

    private static void read(SocketChannel channel, Guest guest) throws IOException {
        var piece = ByteBuffer.allocate(4_096);
        if (channel.read(piece) < 0) throw new EOFException();
        for (piece.flip(); piece.hasRemaining(); ) {
            char c = (char) piece.get();
            if (c != '\n') {
                guest.line.append(c);
                continue;
            }
            guest.answers.add(StandardCharsets.US_ASCII.encode(say(guest.line.toString()) + "\n"));
            guest.line.setLength(0);
        }
    }

    private static void write(SocketChannel channel, Queue<ByteBuffer> answers) throws IOException {
        while (!answers.isEmpty()) {
            channel.write(answers.peek());
            if (answers.peek().hasRemaining()) return;
            answers.remove();
        }
    }

    private static String say(String order) {
        try {
            return answer(order);
        } catch (RuntimeException e) {
            return "?";
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
