// Misconception: A thread for each guest is simpler, and does the same.
// The test says: has no key in the selector
package workbook;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Scanner;

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
            var guest = door.accept();
            Thread.ofPlatform().daemon().start(() -> serve(guest));
        } catch (IOException e) {
            // whoever it was has left again
        }
    }

    private static void serve(SocketChannel guest) {
        try (guest; var orders = new Scanner(guest, StandardCharsets.US_ASCII).useDelimiter("\n")) {
            while (orders.hasNext()) guest.write(StandardCharsets.US_ASCII.encode(say(orders.next()) + "\n"));
        } catch (IOException e) {
            // the guest has left
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
